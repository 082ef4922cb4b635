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
import javax.net.ssl.SSLParameters;

/**
 * Checks protocol versions and cipher suites against the Java platform.
 */
final class TlsParameters {

	private static final String DISABLED = "jdk.tls.disabledAlgorithms";

	private final SSLParameters supported;

	TlsParameters() {
		try {
			this.supported = SSLContext.getDefault().getSupportedSSLParameters();
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
						"Choose from %s.".formatted(String.join(", ", known)));
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

	List<String> ciphers(String property, List<String> names) {
		List<String> known = List.of(this.supported.getCipherSuites());
		for (String name : names) {
			if (!known.contains(name)) {
				throw unusableCipher(property, name, known);
			}
		}
		return names;
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
		List<String> elements = List.of(cipher.split("_"));
		return disabled().stream().anyMatch((algorithm) -> {
			String pattern = algorithm.toUpperCase(Locale.ROOT);
			return cipher.equals(pattern) || elements.contains(pattern)
					|| (pattern.indexOf('_') > 0 && cipher.contains("_" + pattern + "_"))
					|| (pattern.endsWith("*") && cipher.startsWith(pattern.substring(0, pattern.length() - 1)));
		});
	}

	private static List<String> disabled() {
		String property = Security.getProperty(DISABLED);
		return (property != null) ? Arrays.stream(property.split(",")).map(String::strip).toList() : List.of();
	}

}
