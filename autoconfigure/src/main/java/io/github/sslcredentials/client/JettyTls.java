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
final class JettyTls {

	private JettyTls() {
	}

	@SuppressWarnings("ReferenceEquality")
	static void configure(HttpClient client, HandshakeContext handshake, SSLContext sslContext) {
		client.setFollowRedirects(false);
		SslContextFactory.Client tls = client.getSslContextFactory();
		if (tls == null || tls.getSslContext() != sslContext) {
			throw new UnsupportedRequestFactoryException(
					"The HTTP client for '%s' does not bear its identity: a customizer of this application has replaced the transport, the connector or the TLS of Jetty's client"
						.formatted(handshake.credential().path()),
					"Let the customizer leave these alone, or make the transport of the connector that it is given.");
		}
		for (ProxyConfiguration.Proxy proxy : client.getProxyConfiguration().getProxies()) {
			if (proxy.isSecure() && proxy.getSslContextFactory() == null) {
				throw new UnsupportedRequestFactoryException(
						"The proxy '%s' wants TLS itself, which would show it the identity of '%s'"
							.formatted(proxy.getAddress(), handshake.credential().path()),
						"Use a proxy by 'http' (CONNECT), or give the proxy a SslContextFactory of its own.");
			}
		}
	}

	static void stop(List<HttpClient> clients) throws Exception {
		Shutdown.of(clients.stream().<DisposableBean>map((client) -> client::stop).toList());
	}

}
