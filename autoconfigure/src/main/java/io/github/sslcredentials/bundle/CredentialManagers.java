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

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;

import org.springframework.boot.ssl.SslManagerBundle;

/**
 * The managers of a bundle, and its context, which is no context of these managers: it
 * guards each connection as well.
 */
class CredentialManagers implements SslManagerBundle {

	private final KeyManagerFactory keyManagerFactory;

	private final TrustManagerFactory trustManagerFactory;

	private final SSLContext sslContext;

	CredentialManagers(BundleHandshakes handshakes) {
		this.keyManagerFactory = BundleKeyManagerFactory.of(new BundleKeyManager(handshakes));
		this.trustManagerFactory = BundleTrustManagerFactory.of(new BundleTrustManager(handshakes));
		this.sslContext = CredentialSslContext.of(new LateSource(handshakes));
	}

	@Override
	public KeyManagerFactory getKeyManagerFactory() {
		return this.keyManagerFactory;
	}

	@Override
	public TrustManagerFactory getTrustManagerFactory() {
		return this.trustManagerFactory;
	}

	/**
	 * Return the one context of the bundle. The protocol versions are those of the
	 * client's settings.
	 */
	@Override
	public SSLContext createSslContext(String protocol) {
		return this.sslContext;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName();
	}

	/** Bundles are registered before there are clients. */
	private record LateSource(BundleHandshakes handshakes) implements HandshakeSource {

		@Override
		public HandshakeContext current() {
			return this.handshakes.client().current();
		}

		@Override
		public HandshakeSettings settings() {
			return this.handshakes.client().settings();
		}

	}

}
