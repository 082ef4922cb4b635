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

package io.github.sslcredentials.bundle;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies peers as the handshake in force does. Without a credential it trusts nobody:
 * the peer is verified before a client shows its certificate, so that no client goes on
 * without one.
 */
final class BundleTrustManager extends X509ExtendedTrustManager {

	private static final X509Certificate[] NONE = {};

	private final BundleHandshakes handshakes;

	BundleTrustManager(BundleHandshakes handshakes) {
		this.handshakes = handshakes;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		current(this.handshakes::client).checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		current(this.handshakes::client).checkServerTrusted(chain, authType, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		current(this.handshakes::client).checkServerTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		current(this.handshakes::server).checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		current(this.handshakes::server).checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		current(this.handshakes::server).checkClientTrusted(chain, authType);
	}

	/**
	 * Contexts ask when they are made, which is no time to read a credential. A server
	 * has read its own by then, and names the issuers to its clients.
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		HandshakeContext context = this.handshakes.published();
		return (context != null) ? context.trustManager().getAcceptedIssuers() : NONE;
	}

	private static X509ExtendedTrustManager current(Supplier<HandshakeSource> handshake) throws CertificateException {
		try {
			return handshake.get().current().trustManager();
		}
		catch (RuntimeException ex) {
			throw new CertificateException(ex.getMessage(), ex);
		}
	}

}
