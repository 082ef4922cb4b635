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

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Sets up Jetty's HTTP client for one version of one identity, after the customizers of
 * the application.
 */
final class JettyTls implements VersionResources {

	private final HandshakeContext handshake;

	private final SSLContext sslContext;

	private final JettyCookies cookies;

	private final List<HttpClient> clients = new ArrayList<>();

	JettyTls(HandshakeContext handshake, SSLContext sslContext, JettyCookies cookies) {
		this.handshake = handshake;
		this.sslContext = sslContext;
		this.cookies = cookies;
	}

	@SuppressWarnings("ReferenceEquality")
	void configure(HttpClient client) {
		this.clients.add(client);
		this.cookies.handOn(client);
		client.setFollowRedirects(false);
		SslContextFactory.Client tls = client.getSslContextFactory();
		if (tls == null || tls.getSslContext() != this.sslContext) {
			throw new UnsupportedRequestFactoryException(
					"The HTTP client for '%s' does not bear its identity: a customizer of this application has replaced the transport, the connector or the TLS of Jetty's client"
						.formatted(this.handshake.credential().path()),
					"Let the customizer leave these alone, or make the transport of the connector that it is given.");
		}
		for (ProxyConfiguration.Proxy proxy : client.getProxyConfiguration().getProxies()) {
			if (proxy.isSecure() && proxy.getSslContextFactory() == null) {
				throw new UnsupportedRequestFactoryException(
						"The proxy '%s' wants TLS itself, which would show it the identity of '%s'"
							.formatted(proxy.getAddress(), this.handshake.credential().path()),
						"Use a proxy by 'http' (CONNECT), or give the proxy a SslContextFactory of its own.");
			}
		}
	}

	@Override
	public void destroy() throws Exception {
		Shutdown.of(this.clients.stream().<DisposableBean>map((client) -> client::stop).toList());
	}

}
