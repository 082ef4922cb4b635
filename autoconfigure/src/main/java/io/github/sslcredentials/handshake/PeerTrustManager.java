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

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.HostnameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the peer: the chain by the trust manager of the Java platform, then the name
 * by RFC 9525. The name is that of the session's peer host, which is also what sessions
 * are resumed by, never the server name indication.
 */
final class PeerTrustManager extends X509ExtendedTrustManager {

	private final X509ExtendedTrustManager delegate;

	private final HandshakeSettings settings;

	PeerTrustManager(X509ExtendedTrustManager delegate, HandshakeSettings settings) {
		this.delegate = delegate;
		this.settings = settings;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		if (!(socket instanceof SSLSocket ssl)) {
			checkServerTrusted(chain, authType);
			return;
		}
		if (isLeftToDelegate(ssl.getSSLParameters())) {
			this.delegate.checkServerTrusted(chain, authType, socket);
		}
		else {
			this.delegate.checkServerTrusted(chain, authType);
		}
		checkName(chain[0], ssl.getHandshakeSession());
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		if (engine == null) {
			checkServerTrusted(chain, authType);
			return;
		}
		if (isLeftToDelegate(engine.getSSLParameters())) {
			this.delegate.checkServerTrusted(chain, authType, engine);
		}
		else {
			this.delegate.checkServerTrusted(chain, authType);
		}
		checkName(chain[0], engine.getHandshakeSession());
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.delegate.checkServerTrusted(chain, authType);
		checkName(chain[0], null);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.delegate.getAcceptedIssuers();
	}

	/**
	 * The delegate checks the name that was called wherever a library has set endpoint
	 * identification: not what is wanted by a client that checks another name, or none.
	 */
	private boolean isLeftToDelegate(SSLParameters parameters) {
		String algorithm = parameters.getEndpointIdentificationAlgorithm();
		return this.settings.endpointIdentification() || algorithm == null || algorithm.isEmpty();
	}

	private void checkName(X509Certificate certificate, @Nullable SSLSession session) throws CertificateException {
		String peerHost = (session != null) ? session.getPeerHost() : null;
		if (!this.settings.hosts().isAny() && (peerHost == null || !this.settings.hosts().allows(peerHost))) {
			throw new CertificateException("The peer host %s is not among the hosts of this client: %s"
				.formatted((peerHost != null) ? "'" + peerHost + "'" : "is unknown and", this.settings.hosts()));
		}
		if (!this.settings.verifyHostname()) {
			return;
		}
		String expected = (this.settings.serverName() != null) ? this.settings.serverName() : peerHost;
		if (expected == null) {
			throw new CertificateException(PeerNames.NO_PEER_HOST);
		}
		HostnameMatcher.rfc9525().match(certificate, expected);
	}

}
