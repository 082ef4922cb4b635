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

import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Checks protocol versions and cipher suites against the Java platform.
 */
final class TlsParameters {

	private static final String DISABLED = "jdk.tls.disabledAlgorithms";

	private final SSLContext platform;

	private final SSLParameters supported;

	TlsParameters() {
		try {
			this.platform = SSLContext.getDefault();
			this.supported = this.platform.getSupportedSSLParameters();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java platform has no default TLS context", ex);
		}
	}

	List<String> protocols(String property, List<String> names) {
		List<String> known = Arrays.stream(this.supported.getProtocols())
			.filter((name) -> !name.startsWith("SSLv2"))
			.toList();
		for (String name : names) {
			if (!known.contains(name)) {
				throw new SslCredentialsPropertyException(property, "'%s' is no TLS protocol version".formatted(name),
						"Choose from %s.".formatted(String.join(", ", enabled(known))));
			}
			if (disabled().contains(name)) {
				throw new SslCredentialsPropertyException(property,
						"'%s' is switched off in this Java platform".formatted(name),
						"Let the peer move to TLSv1.2 or later, or take '%s' out of the security property '%s'."
							.formatted(name, DISABLED));
			}
		}
		return names;
	}

	List<String> ciphers(String property, List<String> names, List<String> protocols) {
		List<String> known = List.of(this.supported.getCipherSuites());
		for (String name : names) {
			if (!known.contains(name)) {
				throw unusableCipher(property, name, known);
			}
		}
		if (!names.isEmpty()) {
			checkTogether(property, names, protocols);
		}
		return names;
	}

	/** The Java platform itself says so, before the first byte of a handshake. */
	private void checkTogether(String property, List<String> ciphers, List<String> protocols) {
		SSLEngine engine = this.platform.createSSLEngine();
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setCipherSuites(ciphers.toArray(String[]::new));
		if (!protocols.isEmpty()) {
			parameters.setProtocols(protocols.toArray(String[]::new));
		}
		engine.setUseClientMode(true);
		engine.setSSLParameters(parameters);
		try {
			engine.beginHandshake();
		}
		catch (SSLException ex) {
			throw new SslCredentialsPropertyException(property,
					"no cipher suite of '%s' can be used with '%s'".formatted(String.join(", ", ciphers),
							String.join(", ", parameters.getProtocols())),
					"Add a cipher suite of one of these protocol versions, or change 'enabled-protocols'. The names of those of TLSv1.3 do not have '_WITH_' in them, the others do.",
					ex);
		}
	}

	private static List<String> enabled(List<String> protocols) {
		return protocols.stream().filter((name) -> !disabled().contains(name)).toList();
	}

	private static SslCredentialsPropertyException unusableCipher(String property, String name, List<String> known) {
		if (isDisabled(name)) {
			return new SslCredentialsPropertyException(property,
					"'%s' is switched off in this Java platform".formatted(name),
					"Choose a stronger one, or see the security property '%s'.".formatted(DISABLED));
		}
		return new SslCredentialsPropertyException(property,
				"'%s' is no cipher suite of this Java platform".formatted(name),
				"Choose from %s.".formatted(String.join(", ", known)));
	}

	private static boolean isDisabled(String cipher) {
		if (!cipher.startsWith("TLS_") && !cipher.startsWith("SSL_")) {
			return false;
		}
		String name = cipher.toUpperCase(Locale.ROOT);
		List<String> elements = List.of(name.split("_"));
		return disabled().stream().anyMatch((algorithm) -> {
			String pattern = algorithm.toUpperCase(Locale.ROOT);
			return name.equals(pattern) || elements.contains(pattern)
					|| (pattern.indexOf('_') > 0 && name.contains("_" + pattern + "_"))
					|| (pattern.endsWith("*") && name.startsWith(pattern.substring(0, pattern.length() - 1)));
		});
	}

	private static List<String> disabled() {
		String property = Security.getProperty(DISABLED);
		return (property != null) ? Arrays.stream(property.split(",")).map(String::strip).toList() : List.of();
	}

}
