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

import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;

/**
 * HttpComponents without blocking. Our engines check the names, and our guards stand in
 * its chain of handlers.
 */
final class HttpComponentsConnectorEngine implements ConnectorEngine {

	private final HttpComponentsClientHttpConnectorBuilder builder;

	HttpComponentsConnectorEngine(HttpComponentsClientHttpConnectorBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionConnector open(HandshakeContext handshake, HttpClientSettings settings) {
		SSLContext sslContext = CredentialSslContext.of(handshake);
		AtomicReference<@Nullable ModalCloseable> connections = new AtomicReference<>();
		HttpComponentsClientHttpConnector connector = this.builder
			.withTlsSocketStrategyFactory((bundle) -> tlsStrategy(sslContext))
			.withHttpClientCustomizer((client) -> {
				connections.set(client.getConnManager());
				guard(client, handshake);
			})
			.build(HandshakeBundle.adapt(sslContext, settings));
		return new VersionConnector(connector, new HttpComponentsConnections(connector::close, connections.get()));
	}

	/** The name of the peer is checked by our engine, which alone knows whether to. */
	private static TlsStrategy tlsStrategy(SSLContext sslContext) {
		SSLParameters parameters = sslContext.getDefaultSSLParameters();
		return new DefaultClientTlsStrategy(sslContext, parameters.getProtocols(), parameters.getCipherSuites(),
				SSLBufferMode.STATIC, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
	}

	private static void guard(HttpAsyncClientBuilder client, HandshakeContext handshake) {
		client.disableConnectionState();
		client.disableRedirectHandling();
		AsyncSingleAttempt.addTo(client);
		client.addExecInterceptorBefore(ChainElement.CONNECT.name(), AsyncRouteGuard.NAME,
				new AsyncRouteGuard(handshake.settings().hosts()));
		client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), AsyncSessionGuard.NAME,
				new AsyncSessionGuard(handshake));
	}

}
