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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes a {@link WebClient} for an identity, by the builder of the application. May be
 * used by several threads at once; to be closed with the application.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class WebClients implements DisposableBean {

	private final Supplier<WebClient.@Nullable Builder> builder;

	private final Supplier<@Nullable ClientHttpConnectorBuilder<?>> connectorBuilder;

	private final Supplier<@Nullable HttpClientSettings> settings;

	private final List<CredentialConnector> created = new ArrayList<>();

	private boolean closed;

	/**
	 * Create a maker.
	 * @param builder delivers the builder of the application, if it has one
	 * @param connectorBuilder delivers the connector builder of the application, if it
	 * has one
	 * @param settings delivers the settings of the application, if it has any
	 */
	public WebClients(Supplier<WebClient.@Nullable Builder> builder,
			Supplier<@Nullable ClientHttpConnectorBuilder<?>> connectorBuilder,
			Supplier<@Nullable HttpClientSettings> settings) {
		this.builder = builder;
		this.connectorBuilder = connectorBuilder;
		this.settings = settings;
	}

	/**
	 * Return a new client.
	 * @param source the handshake of the identity
	 * @return the client
	 * @throws UnsupportedRequestFactoryException if the application's way of making
	 * requests cannot take the identity
	 */
	public WebClient create(HandshakeSource source) {
		WebClient.Builder builder = this.builder.get();
		return withoutExchangeFunction((builder != null) ? builder.clone() : WebClient.builder())
			.clientConnector(connector(source, this.settings.get()))
			.build();
	}

	/** One that a customizer has set would be used in place of the connector. */
	@SuppressWarnings("NullAway") // null is what it is before one is set
	private static WebClient.Builder withoutExchangeFunction(WebClient.Builder builder) {
		return builder.exchangeFunction(null);
	}

	/**
	 * Return a new connector, for a client that is made in another way.
	 * @param source the handshake of the identity
	 * @param settings the settings of the requests, or {@code null} for the defaults
	 * @return the connector
	 * @throws UnsupportedRequestFactoryException if the application's way of making
	 * requests cannot take the identity
	 */
	public ClientHttpConnector connector(HandshakeSource source, @Nullable HttpClientSettings settings) {
		return connector(source, ConnectorEngines.of(this.connectorBuilder.get()), settings);
	}

	private synchronized ClientHttpConnector connector(HandshakeSource source, ConnectorEngine engine,
			@Nullable HttpClientSettings settings) {
		if (this.closed) {
			throw new IllegalStateException("No HTTP client can be made any more: this application has been closed");
		}
		CredentialConnector connector = new CredentialConnector(source, engine, settings);
		this.created.add(connector);
		return connector;
	}

	@Override
	public synchronized void destroy() throws Exception {
		this.closed = true;
		Shutdown.of(this.created);
	}

}
