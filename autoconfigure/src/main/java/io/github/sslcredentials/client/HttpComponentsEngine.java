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
import java.util.concurrent.atomic.AtomicReference;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * HttpComponents. Our guards stand in its chain of handlers, where they see redirects,
 * retries and what a customizer of the application has put in place of our TLS.
 */
final class HttpComponentsEngine implements RequestEngine {

	private final HttpComponentsClientHttpRequestFactoryBuilder builder;

	private final HttpComponentsCookies cookies = new HttpComponentsCookies();

	HttpComponentsEngine(HttpComponentsClientHttpRequestFactoryBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionClient open(HandshakeContext handshake, HttpClientSettings settings) {
		GuardProbe probe = new GuardProbe(handshake, this.cookies);
		AtomicReference<@Nullable ModalCloseable> connections = new AtomicReference<>();
		HttpComponentsClientHttpRequestFactory requestFactory = this.builder
			.withTlsSocketStrategyFactory((bundle) -> new HandshakeTlsStrategy(handshake))
			.withHttpClientCustomizer((client) -> {
				connections.set(client.getConnManager());
				guard(client, handshake, probe);
				this.cookies.handOn(client);
			})
			.build(settings);
		return new Client(probe, requestFactory, new HttpComponentsConnections(requestFactory, connections.get()));
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

	private record Client(GuardProbe probe, HttpComponentsClientHttpRequestFactory requestFactory,
			HttpComponentsConnections connections) implements VersionClient {

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
			this.probe.check(this.requestFactory.getHttpClient(), uri);
			return this.requestFactory.createRequest(uri, method);
		}

		@Override
		public void destroy() throws Exception {
			this.connections.destroy();
		}

		@Override
		public void abort() throws Exception {
			this.connections.abort();
		}

		@Override
		public boolean canCloseIdle() {
			return this.connections.canCloseIdle();
		}

		@Override
		public void closeIdle() {
			this.connections.closeIdle();
		}

	}

}
