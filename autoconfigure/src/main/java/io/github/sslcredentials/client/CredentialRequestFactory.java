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

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * Makes the requests of one identity, with a pool of connections for each version of it.
 * The credential is read when the first request is made.
 */
final class CredentialRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final HandshakeSource source;

	private final HttpComponentsClientHttpRequestFactoryBuilder builder;

	private final HttpClientSettings settings;

	private final List<HttpComponentsClientHttpRequestFactory> opened = new ArrayList<>();

	private boolean closed;

	private volatile @Nullable VersionPool pool;

	CredentialRequestFactory(HandshakeSource source, HttpComponentsClientHttpRequestFactoryBuilder builder,
			@Nullable HttpClientSettings settings) {
		this.source = source;
		this.builder = builder;
		this.settings = ((settings != null) ? settings : HttpClientSettings.defaults()).withSslBundle(null);
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		if (uri.getHost() != null) {
			this.source.settings().hosts().check(uri.getHost());
		}
		HandshakeContext handshake = this.source.current();
		VersionPool pool = this.pool;
		if (pool == null || pool.handshake() != handshake) {
			pool = open(handshake);
		}
		pool.probe().check(pool.requestFactory().getHttpClient(), uri);
		return pool.requestFactory().createRequest(uri, httpMethod);
	}

	@Override
	public synchronized void destroy() throws Exception {
		this.closed = true;
		for (HttpComponentsClientHttpRequestFactory requestFactory : this.opened) {
			requestFactory.destroy();
		}
	}

	private synchronized VersionPool open(HandshakeContext handshake) {
		if (this.closed) {
			throw new IllegalStateException("The HTTP client for '%s' has been closed with its application"
				.formatted(handshake.credential().path()));
		}
		VersionPool pool = this.pool;
		if (pool == null || pool.handshake() != handshake) {
			pool = build(handshake);
			this.opened.add(pool.requestFactory());
			this.pool = pool;
		}
		return pool;
	}

	private VersionPool build(HandshakeContext handshake) {
		GuardProbe probe = new GuardProbe(handshake);
		return new VersionPool(handshake, probe,
				this.builder.withTlsSocketStrategyFactory((bundle) -> new HandshakeTlsStrategy(handshake))
					.withHttpClientCustomizer((client) -> guard(client, handshake, probe))
					.build(this.settings));
	}

	/**
	 * HttpComponents keeps a connection that bears an identity for that user alone, whom
	 * it does not know again: none would ever be reused. All of a pool bear the same one.
	 */
	private static void guard(HttpClientBuilder client, HandshakeContext handshake, GuardProbe probe) {
		client.disableConnectionState();
		SingleAttempt.addTo(client);
		client.addExecInterceptorFirst(CalledHost.NAME, new CalledHost());
		client.addExecInterceptorFirst(GuardProbe.NAME, probe);
		client.addExecInterceptorBefore(ChainElement.CONNECT.name(), RouteGuard.NAME,
				new RouteGuard(handshake.settings().hosts()));
		client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), SessionGuard.NAME,
				new SessionGuard(handshake));
	}

	private record VersionPool(HandshakeContext handshake, GuardProbe probe,
			HttpComponentsClientHttpRequestFactory requestFactory) {
	}

}
