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

import java.net.CookieHandler;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.JdkClientHttpConnector;

/**
 * The HTTP client of the Java platform, without blocking.
 */
final class JdkConnectorEngine implements ConnectorEngine {

	private final JdkClientHttpConnectorBuilder builder;

	private final AtomicReference<@Nullable CookieHandler> cookies = new AtomicReference<>();

	JdkConnectorEngine(JdkClientHttpConnectorBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionConnector open(HandshakeContext handshake, HttpClientSettings settings) {
		SSLContext sslContext = CredentialSslContext.of(handshake);
		JdkClientHttpConnector connector = this.builder
			.withHttpClientCustomizer((client) -> JdkEngine.configure(client, sslContext, this.cookies.get()))
			.build(settings);
		JdkClient client = JdkClient.of(connector, JdkClientHttpConnector.class);
		client.keepCookies(this.cookies);
		return new VersionConnector(connector, client);
	}

}
