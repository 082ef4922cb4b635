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
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;

/**
 * Reactor Netty's HTTP client.
 */
final class ReactorEngine implements RequestEngine {

	private final ReactorClientHttpRequestFactoryBuilder builder;

	ReactorEngine(ReactorClientHttpRequestFactoryBuilder builder) {
		this.builder = builder;
	}

	/**
	 * The application's client is made several times: as it is, to learn about its pool,
	 * and then for what may be repeated and for what may not, over the same connections.
	 */
	@Override
	public VersionClient open(HandshakeContext handshake, HttpClientSettings settings) {
		HttpClientSettings adapted = settings.withRedirects(HttpRedirects.DONT_FOLLOW);
		ReactorTls tls = new ReactorTls(handshake, client(this.builder, adapted));
		ReactorClientHttpRequestFactoryBuilder ours = this.builder.withHttpClientFactory(tls::create);
		HttpClient client = client(ours.withHttpClientCustomizer(tls::configure), adapted);
		return SameHostClient.of(new ByMethod(requestFactory(ours, client, adapted),
				requestFactory(ours, client.disableRetry(true), adapted)), tls, settings);
	}

	private static HttpClient client(ReactorClientHttpRequestFactoryBuilder builder, HttpClientSettings settings) {
		List<HttpClient> built = new ArrayList<>();
		builder.withHttpClientCustomizer((client) -> {
			built.add(client);
			return client;
		}).build(settings);
		return built.get(0);
	}

	/** Customizers of the request factory take part, those of the client have done so. */
	private static ReactorClientHttpRequestFactory requestFactory(ReactorClientHttpRequestFactoryBuilder builder,
			HttpClient client, HttpClientSettings settings) {
		return builder.withHttpClientCustomizer((ignored) -> client).build(settings);
	}

	/**
	 * Reactor Netty sends any request again whose connection was reset, a payment too.
	 *
	 * @param repeating for what is idempotent
	 * @param once for all else
	 */
	private record ByMethod(ClientHttpRequestFactory repeating,
			ClientHttpRequestFactory once) implements ClientHttpRequestFactory {

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
			return (ReactorTls.isIdempotent(method) ? this.repeating : this.once).createRequest(uri, method);
		}

	}

}
