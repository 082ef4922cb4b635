/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.sslcredentials.autoconfigure;

import java.util.List;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.SslCredentials;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.PropertySource;

/**
 * Makes one handshake and reports on it:
 * {@code --ssl.explain=PATH_OR_CLIENT --host=HOST [--port=443]}. A path has a slash, a
 * client has none.
 */
final class ExplainCommand implements CredentialCommand {

	static final String NAME = SslCredentialsProperties.PREFIX + ".explain";

	private static final String USAGE = "Write --ssl.explain=PATH or --ssl.explain=CLIENT, with --host=HOST, and --port=PORT if it is not 443.";

	private final PropertySource<?> commandLine;

	ExplainCommand(PropertySource<?> commandLine) {
		this.commandLine = commandLine;
	}

	@Override
	public Outcome run(BeanFactory beans) {
		String subject = argument(NAME, "");
		try {
			HandshakeReport report = explain(beans.getBean(SslCredentials.class), subject);
			return new Outcome(List.of(report.toString()), report.accepted());
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(NAME, String.valueOf(ex.getMessage()), USAGE, ex);
		}
	}

	private HandshakeReport explain(SslCredentials credentials, String subject) {
		String host = argument("host", "");
		if (host.isBlank()) {
			throw new SslCredentialsPropertyException(NAME, "'--host' is missing", USAGE);
		}
		return (subject.indexOf('/') >= 0) ? credentials.explain(CredentialPath.parse(subject), host, port())
				: credentials.explain(subject, host, port());
	}

	private int port() {
		String port = argument("port", "443");
		try {
			return Integer.parseInt(port);
		}
		catch (NumberFormatException ex) {
			throw new SslCredentialsPropertyException(NAME, "'%s' is no port".formatted(port), USAGE, ex);
		}
	}

	private String argument(String name, String missing) {
		Object value = this.commandLine.getProperty(name);
		return (value != null) ? value.toString() : missing;
	}

}
