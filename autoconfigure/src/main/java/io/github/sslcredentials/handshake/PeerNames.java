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

import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the names of one connection together: the peer host, the server name indication
 * and endpoint identification. JSSE resumes a session by the peer host alone, without
 * asking the trust manager: a server name indication that differs would be verified by
 * what another name has shown.
 */
final class PeerNames {

	static final String NO_PEER_HOST = "The name of the peer is not known, so that its certificate cannot be checked; "
			+ "make the socket or engine with the host's name, or set 'server-name'";

	private PeerNames() {
	}

	/**
	 * Set what a client's connection begins with.
	 */
	static SSLParameters configure(SSLParameters parameters, HandshakeSettings settings) {
		return enforce(settings.limit(parameters), settings);
	}

	/**
	 * Set what a caller must not take away from a client's connection, and take away what
	 * it must not add. The Java platform puts the name that is called in place of the
	 * server name when it connects, so that this is done once more before the handshake.
	 */
	static SSLParameters enforce(SSLParameters parameters, HandshakeSettings settings) {
		String algorithm = parameters.getEndpointIdentificationAlgorithm();
		if (settings.endpointIdentification() && (algorithm == null || algorithm.isEmpty())) {
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
		}
		if (settings.serverName() != null) {
			SNIHostName serverName = hostName(settings.serverName());
			parameters.setServerNames((serverName != null) ? List.of(serverName) : List.of());
		}
		return settings.restrict(parameters);
	}

	static SSLParameters withoutEndpointIdentification(SSLParameters parameters) {
		parameters.setEndpointIdentificationAlgorithm("");
		return parameters;
	}

	/**
	 * Check the names of a client's connection before the handshake.
	 * @param parameters the parameters of the connection
	 * @param peerHost the name of the peer, or {@code null} if it is not known
	 * @param settings the settings of the client
	 * @throws SSLException if the handshake must not begin
	 */
	static void check(SSLParameters parameters, @Nullable String peerHost, HandshakeSettings settings)
			throws SSLException {
		if (peerHost != null) {
			settings.hosts().check(peerHost);
		}
		String expected = (settings.serverName() != null) ? settings.serverName() : peerHost;
		if ((expected == null && settings.verifyHostname()) || (peerHost == null && !settings.hosts().isAny())) {
			throw new SSLHandshakeException(NO_PEER_HOST);
		}
		if (!settings.verifyHostname() || expected == null || parameters.getServerNames() == null) {
			return;
		}
		for (SNIServerName name : parameters.getServerNames()) {
			if (!(name instanceof SNIHostName hostName) || !isSame(hostName.getAsciiName(), expected)) {
				throw new SSLHandshakeException(
						"The server name indication '%s' differs from the name that is checked, '%s'; set 'server-name' to check for another name than the one called"
							.formatted((name instanceof SNIHostName hostName) ? hostName.getAsciiName() : name,
									expected));
			}
		}
	}

	private static boolean isSame(String serverName, String host) {
		SNIHostName name = hostName(host);
		return name != null && name.getAsciiName().equalsIgnoreCase(serverName);
	}

	private static @Nullable SNIHostName hostName(String host) {
		if (isIpAddress(host)) {
			return null;
		}
		try {
			return new SNIHostName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isIpAddress(String host) {
		return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
	}

}
