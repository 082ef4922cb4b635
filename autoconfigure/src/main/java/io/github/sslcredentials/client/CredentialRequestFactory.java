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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes the requests of one identity, with a client of the HTTP library for each version
 * of it. The credential is read when the first request is made.
 */
final class CredentialRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final HandshakeSource source;

	private final RequestEngine engine;

	private final HttpClientSettings settings;

	private final Map<HandshakeContext, VersionClient> opened = new LinkedHashMap<>();

	private boolean closed;

	private volatile @Nullable Version version;

	CredentialRequestFactory(HandshakeSource source, RequestEngine engine, @Nullable HttpClientSettings settings) {
		this.source = source;
		this.engine = engine;
		this.settings = ((settings != null) ? settings : HttpClientSettings.defaults()).withSslBundle(null);
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		if (uri.getHost() != null) {
			this.source.settings().hosts().check(uri.getHost());
		}
		HandshakeContext handshake = this.source.current();
		Version version = this.version;
		if (version == null || version.handshake() != handshake) {
			version = open(handshake);
		}
		return version.client().createRequest(uri, httpMethod);
	}

	@Override
	public synchronized void destroy() throws Exception {
		this.closed = true;
		this.version = null;
		Shutdown.of(this.opened.values());
	}

	private synchronized Version open(HandshakeContext handshake) {
		if (this.closed) {
			throw new IllegalStateException("The HTTP client for '%s' has been closed with its application"
				.formatted(handshake.credential().path()));
		}
		Version version = new Version(handshake,
				this.opened.computeIfAbsent(handshake, (key) -> this.engine.open(key, this.settings)));
		this.version = version;
		return version;
	}

	private record Version(HandshakeContext handshake, VersionClient client) {
	}

}
