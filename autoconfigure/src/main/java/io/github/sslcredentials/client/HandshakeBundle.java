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

package io.github.sslcredentials.client;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * Gives one version of one identity to the builders of Spring Boot: what they make of it
 * is always the same facade, which checks the names of each connection.
 */
final class HandshakeBundle implements SslManagerBundle {

	private final SSLContext sslContext;

	private HandshakeBundle(SSLContext sslContext) {
		this.sslContext = sslContext;
	}

	/**
	 * Return the settings for a builder: with our TLS, and without redirects, which would
	 * lead to any host.
	 */
	static HttpClientSettings adapt(SSLContext sslContext, HttpClientSettings settings) {
		SslBundle bundle = SslBundle.of(null, null, null, null, new HandshakeBundle(sslContext));
		return settings.withSslBundle(bundle).withRedirects(HttpRedirects.DONT_FOLLOW);
	}

	@Override
	public SSLContext createSslContext(String protocol) {
		return this.sslContext;
	}

	@Override
	public KeyManagerFactory getKeyManagerFactory() {
		throw new UnsupportedOperationException("The key is used by way of the context only");
	}

	@Override
	public TrustManagerFactory getTrustManagerFactory() {
		throw new UnsupportedOperationException("The trust is used by way of the context only");
	}

}
