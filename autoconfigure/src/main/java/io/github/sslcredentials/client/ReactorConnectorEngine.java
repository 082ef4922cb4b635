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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.sslcredentials.handshake.HandshakeContext;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

/**
 * Reactor Netty's HTTP client, without blocking.
 */
final class ReactorConnectorEngine implements ConnectorEngine {

	private final ReactorClientHttpConnectorBuilder builder;

	ReactorConnectorEngine(ReactorClientHttpConnectorBuilder builder) {
		this.builder = builder;
	}

	/** In the way of {@link ReactorEngine}. */
	@Override
	public VersionConnector open(HandshakeContext handshake, HttpClientSettings settings) {
		ReactorTls tls = new ReactorTls(handshake, client(this.builder, settings));
		ReactorClientHttpConnectorBuilder ours = this.builder.withHttpClientFactory(tls::create);
		HttpClient client = client(ours.withHttpClientCustomizer(tls::configure), settings);
		ClientHttpConnector repeating = connector(ours, client, settings);
		ClientHttpConnector once = connector(ours, client.disableRetry(true), settings);
		return new VersionConnector(new ByMethod(repeating, once), tls);
	}

	private static HttpClient client(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings) {
		List<HttpClient> built = new ArrayList<>();
		builder.withHttpClientCustomizer((client) -> {
			built.add(client);
			return client;
		}).build(settings);
		return built.get(0);
	}

	private static ClientHttpConnector connector(ReactorClientHttpConnectorBuilder builder, HttpClient client,
			HttpClientSettings settings) {
		return builder.withHttpClientCustomizer((ignored) -> client).build(settings);
	}

	/**
	 * Reactor Netty sends any request again whose connection was reset, a payment too.
	 *
	 * @param repeating for what is idempotent
	 * @param once for all else
	 */
	private record ByMethod(ClientHttpConnector repeating, ClientHttpConnector once) implements ClientHttpConnector {

		@Override
		public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
				Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
			return (ReactorTls.isIdempotent(method) ? this.repeating : this.once).connect(method, uri, requestCallback);
		}

	}

}
