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

package io.github.sslcredentials.handshake;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * How a client shakes hands, whatever its credential.
 *
 * @param client the client, as its properties begin, such as {@code ssl.clients.bank}
 * @param hosts the hosts that the identity is for
 * @param trustAnchors what peers are verified against
 * @param verifyHostname whether to check that the peer's certificate is for its host
 * @param serverName the name to check for and to send as server name indication, or
 * {@code null} for the name that is called
 * @param enabledProtocols the protocol versions, such as {@code TLSv1.3}; none for those
 * of the Java platform
 * @param ciphers the cipher suites; none for those of the Java platform
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record HandshakeSettings(String client, AllowedHosts hosts, TrustAnchors trustAnchors, boolean verifyHostname,
		@Nullable String serverName, List<String> enabledProtocols, List<String> ciphers, Duration drainTimeout) {

	/**
	 * How long connections may be drained if nothing else is said.
	 */
	public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

	public HandshakeSettings {
		enabledProtocols = List.copyOf(enabledProtocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Create settings with the default time for draining.
	 * @param client the client
	 * @param hosts the hosts that the identity is for
	 * @param trustAnchors what peers are verified against
	 * @param verifyHostname whether to check that the peer's certificate is for its host
	 * @param serverName the name to check for, or {@code null} for the name that is
	 * called
	 * @param enabledProtocols the protocol versions
	 * @param ciphers the cipher suites
	 */
	public HandshakeSettings(String client, AllowedHosts hosts, TrustAnchors trustAnchors, boolean verifyHostname,
			@Nullable String serverName, List<String> enabledProtocols, List<String> ciphers) {
		this(client, hosts, trustAnchors, verifyHostname, serverName, enabledProtocols, ciphers, DRAIN_TIMEOUT);
	}

	/**
	 * Limit the parameters of a connection to the protocol versions and cipher suites.
	 */
	SSLParameters limit(SSLParameters parameters) {
		if (!this.enabledProtocols.isEmpty()) {
			parameters.setProtocols(this.enabledProtocols.toArray(String[]::new));
		}
		if (!this.ciphers.isEmpty()) {
			parameters.setCipherSuites(this.ciphers.toArray(String[]::new));
		}
		return parameters;
	}

	/**
	 * Take what a caller has added to the protocol versions and cipher suites away.
	 */
	SSLParameters restrict(SSLParameters parameters) {
		if (!this.enabledProtocols.isEmpty() && parameters.getProtocols() != null) {
			parameters.setProtocols(common(parameters.getProtocols(), this.enabledProtocols));
		}
		if (!this.ciphers.isEmpty() && parameters.getCipherSuites() != null) {
			parameters.setCipherSuites(common(parameters.getCipherSuites(), this.ciphers));
		}
		return parameters;
	}

	private static String[] common(String[] names, List<String> allowed) {
		return Arrays.stream(names).filter(allowed::contains).toArray(String[]::new);
	}

	/**
	 * Return whether the Java platform checks the name as well: it does so by the name
	 * that is called.
	 * @return whether endpoint identification is to be set
	 */
	boolean endpointIdentification() {
		return this.verifyHostname && this.serverName == null;
	}

}
