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
import io.github.sslcredentials.handshake.TrackedSockets;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;

/**
 * {@link java.net.HttpURLConnection}. The Java platform keeps its connections by the
 * socket factory, of which a version has one that is never another's.
 */
final class SimpleEngine implements RequestEngine {

	private final SimpleClientHttpRequestFactoryBuilder builder;

	SimpleEngine(SimpleClientHttpRequestFactoryBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionClient open(HandshakeContext handshake, HttpClientSettings settings) {
		TrackedSockets sockets = new TrackedSockets();
		SSLContext sslContext = CredentialSslContext.of(handshake, sockets);
		return SameHostClient.of(this.builder.build(HandshakeBundle.adapt(sslContext, settings)), sockets::close,
				settings);
	}

}
