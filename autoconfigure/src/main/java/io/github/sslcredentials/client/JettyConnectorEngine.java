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

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;

/**
 * Jetty's HTTP client, without blocking.
 */
final class JettyConnectorEngine implements ConnectorEngine {

	private final JettyClientHttpConnectorBuilder builder;

	private final JettyCookies cookies = new JettyCookies();

	JettyConnectorEngine(JettyClientHttpConnectorBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionConnector open(HandshakeContext handshake, HttpClientSettings settings) {
		SSLContext sslContext = CredentialSslContext.of(handshake);
		JettyTls tls = new JettyTls(handshake, sslContext, this.cookies);
		return new VersionConnector(this.builder.withHttpClientCustomizer(tls::configure)
			.build(HandshakeBundle.adapt(sslContext, settings)), tls);
	}

}
