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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.StoredCredential;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * What an application is told to do in place of its own work, on its command line only:
 * {@code --ssl.import=PATH --key=FILE --chain=FILE [--ca=FILE]}, or {@code --ssl.rekey}.
 */
final class CredentialCommand {

	private static final String COMMAND_LINE = "commandLineArgs";

	private static final String IMPORT = SslCredentialsProperties.PREFIX + ".import";

	private static final String REKEY = SslCredentialsProperties.PREFIX + ".rekey";

	private static final String USAGE = "Write --ssl.import=PATH --key=FILE --chain=FILE, and --ca=FILE for trust anchors.";

	private final PropertySource<?> commandLine;

	private CredentialCommand(PropertySource<?> commandLine) {
		this.commandLine = commandLine;
	}

	/**
	 * Return the command, if there is one.
	 */
	static @Nullable CredentialCommand of(ConfigurableEnvironment environment) {
		PropertySource<?> commandLine = environment.getPropertySources().get(COMMAND_LINE);
		if (commandLine == null) {
			return null;
		}
		boolean rekey = commandLine.containsProperty(REKEY) && !"false".equals(commandLine.getProperty(REKEY));
		return (rekey || commandLine.containsProperty(IMPORT)) ? new CredentialCommand(commandLine) : null;
	}

	static boolean isCommand(String property) {
		return property.equals(IMPORT) || property.equals(REKEY);
	}

	/**
	 * Do it.
	 * @return what was done
	 */
	Outcome run(BeanFactory beans) {
		if (this.commandLine.containsProperty(IMPORT) && this.commandLine.containsProperty(REKEY)) {
			throw new SslCredentialsPropertyException(REKEY, "there is '--ssl.import' as well",
					"Write one of the two at a time.");
		}
		return this.commandLine.containsProperty(IMPORT) ? new Outcome(List.of(store(beans)), true)
				: RekeyCommand.run(beans);
	}

	private String store(BeanFactory beans) {
		CredentialPath path = path();
		CredentialRecord record = CredentialRecord.pem(read("key"), read("chain"));
		if (this.commandLine.containsProperty("ca")) {
			record = record.withTrustAnchors(read("ca"));
		}
		StoredCredential stored = store(beans, path, record);
		return "Stored the credential '%s' as version %s, fingerprint %s, valid until %s".formatted(stored.path(),
				stored.version(), stored.fingerprint(), stored.notAfter());
	}

	private static StoredCredential store(BeanFactory beans, CredentialPath path, CredentialRecord record) {
		CredentialStore store = beans.getBeanProvider(CredentialStore.class).getIfUnique();
		if (store == null) {
			throw new SslCredentialsPropertyException(IMPORT, "there is no store to write to",
					"Set 'ssl.store.jdbc.enabled' to true for the shipped table, or define one bean of type CredentialStore.");
		}
		return store.store(path, record);
	}

	private CredentialPath path() {
		try {
			return CredentialPath.parse(String.valueOf(this.commandLine.getProperty(IMPORT)));
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(IMPORT, String.valueOf(ex.getMessage()), USAGE, ex);
		}
	}

	private String read(String argument) {
		Object file = this.commandLine.getProperty(argument);
		if (file == null || file.toString().isBlank()) {
			throw new SslCredentialsPropertyException(IMPORT, "'--%s' is missing".formatted(argument), USAGE);
		}
		try {
			return Files.readString(Path.of(file.toString()));
		}
		catch (IOException | InvalidPathException ex) {
			throw new SslCredentialsPropertyException(IMPORT,
					"the file '%s' of '--%s' cannot be read as text".formatted(file, argument),
					"See that it is a file in PEM that exists, and that this process may read it.", ex);
		}
	}

	/**
	 * What was done.
	 *
	 * @param lines what to say of it
	 * @param complete whether all of it was done
	 */
	record Outcome(List<String> lines, boolean complete) {
	}

}
