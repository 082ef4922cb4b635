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

import java.util.function.Supplier;

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Makes a {@link RestClient} for an identity, by the builder of the application.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RestClients {

	private final RequestFactories requestFactories;

	private final Supplier<RestClient.@Nullable Builder> builder;

	private final Supplier<@Nullable ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder;

	private final Supplier<@Nullable HttpClientSettings> settings;

	/**
	 * Create a maker.
	 * @param requestFactories makes request factories
	 * @param builder delivers the builder of the application, if it has one
	 * @param requestFactoryBuilder delivers the request factory builder of the
	 * application, if it has one
	 * @param settings delivers the settings of the application, if it has any
	 */
	public RestClients(RequestFactories requestFactories, Supplier<RestClient.@Nullable Builder> builder,
			Supplier<@Nullable ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			Supplier<@Nullable HttpClientSettings> settings) {
		this.requestFactories = requestFactories;
		this.builder = builder;
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.settings = settings;
	}

	/**
	 * Return a new client.
	 * @param source the handshake of the identity
	 * @return the client
	 * @throws UnsupportedRequestFactoryException if the application's way of making
	 * requests cannot take the identity
	 */
	public RestClient create(HandshakeSource source) {
		RestClient.Builder builder = this.builder.get();
		return ((builder != null) ? builder.clone() : RestClient.builder())
			.requestFactory(requestFactory(source, this.settings.get()))
			.build();
	}

	/**
	 * Return a new request factory, for a client that is made in another way.
	 * @param source the handshake of the identity
	 * @param settings the settings of the requests, or {@code null} for the defaults
	 * @return the request factory
	 * @throws UnsupportedRequestFactoryException if the application's way of making
	 * requests cannot take the identity
	 */
	public ClientHttpRequestFactory requestFactory(HandshakeSource source, @Nullable HttpClientSettings settings) {
		return this.requestFactories.create(source, this.requestFactoryBuilder.get(), settings);
	}

}
