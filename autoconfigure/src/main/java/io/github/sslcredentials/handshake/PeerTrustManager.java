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
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.HostnameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the peer: the name by RFC 9525, then the chain by the trust manager of the
 * Java platform. The name is that of the session's peer host, which is also what sessions
 * are resumed by, never the server name indication. It comes first, since the platform
 * checks the name as well and does not say what was presented. A caller of a server has
 * no name to check, but its validity, which the platform does not look at if its
 * certificate is trusted itself.
 * <p>
 * The platform's check stays on beneath it, but for a client that checks another name
 * than the one that is called, or none.
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
		SSLSession session = ssl.getHandshakeSession();
		HandshakeTrace.note((trace) -> trace.presented(chain, session));
		checkEndEntity(chain[0], session);
		this.delegate.checkServerTrusted(chain, authType,
				this.settings.endpointIdentification() ? socket : new UnnamedSslSocket(ssl));
		HandshakeTrace.note(HandshakeTrace::verified);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		if (engine == null) {
			checkServerTrusted(chain, authType);
			return;
		}
		SSLSession session = engine.getHandshakeSession();
		HandshakeTrace.note((trace) -> trace.presented(chain, session));
		checkEndEntity(chain[0], session);
		this.delegate.checkServerTrusted(chain, authType,
				this.settings.endpointIdentification() ? engine : new UnnamedSslEngine(engine));
		HandshakeTrace.note(HandshakeTrace::verified);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		checkEndEntity(chain[0], null);
		this.delegate.checkServerTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType, socket);
		chain[0].checkValidity();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType, engine);
		chain[0].checkValidity();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.delegate.checkClientTrusted(chain, authType);
		chain[0].checkValidity();
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.delegate.getAcceptedIssuers();
	}

	/**
	 * The platform does not look at the validity of a certificate that is trusted itself.
	 */
	private void checkEndEntity(X509Certificate certificate, @Nullable SSLSession session) throws CertificateException {
		checkName(certificate, session);
		certificate.checkValidity();
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
