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

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.HttpMethod;

/**
 * Sets up Reactor Netty's HTTP client for one version of one identity, after the
 * customizers of the application. It gets connections of its own: Reactor Netty tells
 * those that it shares from each other by a hash of 32 bits.
 */
final class ReactorTls implements VersionResources {

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT,
			HttpMethod.DELETE, HttpMethod.OPTIONS, HttpMethod.TRACE);

	private final SslContext sslContext;

	private final ConnectionProvider connections;

	private final Set<Channel> open = ConcurrentHashMap.newKeySet();

	/**
	 * Create the set-up of one version.
	 * @param handshake the version
	 * @param client the client of the application, for the limits of its pool
	 */
	ReactorTls(HandshakeContext handshake, HttpClient client) {
		this.sslContext = sslContext(CredentialSslContext.of(handshake));
		ConnectionProvider.Builder limits = client.configuration().connectionProvider().mutate();
		this.connections = ((limits != null) ? limits : ConnectionProvider.builder("ssl-credentials")).build();
	}

	/**
	 * Return whether a request may be sent twice (RFC 9110, section 9.2.2).
	 */
	static boolean isIdempotent(HttpMethod method) {
		return IDEMPOTENT.contains(method);
	}

	/**
	 * Return a client with the connections of this version, to be set up by the
	 * application.
	 */
	HttpClient create() {
		return HttpClient.create(this.connections);
	}

	HttpClient configure(HttpClient client) {
		return client.secure((spec) -> spec.sslContext(this.sslContext))
			.followRedirect(false)
			.doOnConnected(this::track);
	}

	@Override
	public void destroy() {
		this.connections.dispose();
	}

	/** The pool waits for what is in use. */
	@Override
	public void abort() {
		destroy();
		this.open.forEach(ReactorTls::close);
	}

	private void track(Connection connection) {
		Channel channel = connection.channel();
		if (this.open.add(channel)) {
			ChannelFuture unused = channel.closeFuture().addListener((closed) -> this.open.remove(channel));
		}
	}

	private static void close(Channel channel) {
		ChannelFuture unused = channel.close();
	}

	private static SslContext sslContext(SSLContext facade) {
		SSLParameters parameters = facade.getDefaultSSLParameters();
		return new JdkSslContext(facade, true, List.of(parameters.getCipherSuites()),
				IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, parameters.getProtocols(), false);
	}

}
