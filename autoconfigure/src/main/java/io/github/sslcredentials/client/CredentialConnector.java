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
import java.util.function.Function;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

/**
 * Makes the reactive requests of one identity, with a connector of the HTTP library for
 * each version of it. The credential is read when the first request is made, on a thread
 * that may block.
 */
final class CredentialConnector implements ClientHttpConnector, DisposableBean {

	private final HandshakeSource source;

	private final ConnectorEngine engine;

	private final HttpClientSettings settings;

	private final boolean redirects;

	private final Map<HandshakeContext, VersionConnector> opened = new LinkedHashMap<>();

	private boolean closed;

	private volatile @Nullable Version version;

	CredentialConnector(HandshakeSource source, ConnectorEngine engine, @Nullable HttpClientSettings settings) {
		this.source = source;
		this.engine = engine;
		HttpClientSettings theirs = (settings != null) ? settings : HttpClientSettings.defaults();
		this.redirects = theirs.redirects() != HttpRedirects.DONT_FOLLOW;
		this.settings = theirs.withSslBundle(null).withRedirects(HttpRedirects.DONT_FOLLOW);
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> {
			try {
				if (uri.getHost() != null) {
					this.source.settings().hosts().check(uri.getHost());
				}
			}
			catch (IOException ex) {
				return Mono.error(ex);
			}
			return connector().flatMap((connector) -> this.redirects
					? new RedirectedExchange(connector, requestCallback).connect(method, uri)
					: connector.connect(method, uri, requestCallback));
		});
	}

	@Override
	public synchronized void destroy() throws Exception {
		this.closed = true;
		this.version = null;
		Shutdown.of(this.opened.values());
	}

	private Mono<ClientHttpConnector> connector() {
		Version version = this.version;
		if (version != null && this.source.isReady() && version.handshake() == this.source.current()) {
			return Mono.just(version.connector().connector());
		}
		return Mono.fromCallable(() -> open(this.source.current()).connector().connector())
			.subscribeOn(Schedulers.boundedElastic());
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

	private record Version(HandshakeContext handshake, VersionConnector connector) {
	}

}
