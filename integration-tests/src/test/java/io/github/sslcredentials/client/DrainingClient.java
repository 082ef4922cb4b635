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
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.sslcredentials.handshake.HandshakeSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Each HTTP library, with and without blocking, called in the same way.
 */
enum DrainingClient {

	HTTP_COMPONENTS(blocking(ClientHttpRequestFactoryBuilder::httpComponents)),

	JDK(blocking(ClientHttpRequestFactoryBuilder::jdk)),

	JETTY(blocking(ClientHttpRequestFactoryBuilder::jetty)),

	REACTOR(blocking(ClientHttpRequestFactoryBuilder::reactor)),

	SIMPLE(blocking(ClientHttpRequestFactoryBuilder::simple)),

	REACTIVE_HTTP_COMPONENTS(reactive(ClientHttpConnectorBuilder::httpComponents)),

	REACTIVE_JDK(reactive(ClientHttpConnectorBuilder::jdk)),

	REACTIVE_JETTY(reactive(ClientHttpConnectorBuilder::jetty)),

	REACTIVE_REACTOR(reactive(ClientHttpConnectorBuilder::reactor));

	private final Function<HandshakeSource, Opened> opener;

	DrainingClient(Function<HandshakeSource, Opened> opener) {
		this.opener = opener;
	}

	Opened open(HandshakeSource source) {
		return this.opener.apply(source);
	}

	/** The JDK's client cannot be closed before Java 21. */
	boolean canBeClosed() {
		return !name().endsWith("JDK") || Runtime.version().feature() >= 21;
	}

	private static Function<HandshakeSource, Opened> blocking(Supplier<ClientHttpRequestFactoryBuilder<?>> builder) {
		return (source) -> openBlocking(source, builder.get());
	}

	private static Function<HandshakeSource, Opened> reactive(Supplier<ClientHttpConnectorBuilder<?>> builder) {
		return (source) -> openReactive(source, builder.get());
	}

	private static Opened openBlocking(HandshakeSource source, ClientHttpRequestFactoryBuilder<?> builder) {
		RequestFactories factories = new RequestFactories();
		RestClient client = new RestClients(factories, () -> null, () -> builder, () -> null).create(source);
		return new Opened((uri) -> client.get().uri(uri).retrieve().body(String.class),
				(uri) -> client.post().uri(uri).body("once").retrieve().body(String.class), factories::destroy);
	}

	private static Opened openReactive(HandshakeSource source, ClientHttpConnectorBuilder<?> builder) {
		WebClients clients = new WebClients(() -> null, () -> builder, () -> null);
		WebClient client = clients.create(source);
		return new Opened((uri) -> client.get().uri(uri).retrieve().bodyToMono(String.class).block(),
				(uri) -> client.post().uri(uri).bodyValue("once").retrieve().bodyToMono(String.class).block(),
				clients::destroy);
	}

	@FunctionalInterface
	interface Call {

		void to(URI uri);

	}

	interface Shutdown {

		void run() throws Exception;

	}

	record Opened(Call get, Call post, Shutdown shutdown) implements AutoCloseable {

		@Override
		public void close() {
			try {
				this.shutdown.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
