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

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.Locale;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.ConnectProxy;
import org.apache.hc.core5.http.HttpHost;
import org.eclipse.jetty.client.HttpProxy;
import reactor.netty.transport.ProxyProvider;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * The HTTP libraries that an application may choose.
 */
enum HttpEngine {

	HTTP_COMPONENTS(1) {

		@Override
		ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy) {
			return ClientHttpRequestFactoryBuilder.httpComponents()
				.withHttpClientCustomizer(
						(client) -> client.setProxy(new HttpHost(proxy.getHostString(), proxy.getPort())));
		}

	},

	JDK(1) {

		@Override
		ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy) {
			return ClientHttpRequestFactoryBuilder.jdk().withProxySelector(ProxySelector.of(proxy));
		}

	},

	JETTY(4) {

		@Override
		ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy) {
			return ClientHttpRequestFactoryBuilder.jetty()
				.withHttpClientCustomizer((client) -> client.getProxyConfiguration()
					.addProxy(new HttpProxy(proxy.getHostString(), proxy.getPort())));
		}

	},

	REACTOR(4) {

		@Override
		ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy) {
			return ClientHttpRequestFactoryBuilder.reactor()
				.withHttpClientCustomizer(
						(client) -> client.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP).socketAddress(proxy)));
		}

	},

	SIMPLE(1) {

		@Override
		ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy) {
			return ClientHttpRequestFactoryBuilder.simple()
				.withCustomizer((requestFactory) -> requestFactory
					.setProxy(new java.net.Proxy(java.net.Proxy.Type.HTTP, proxy)));
		}

	};

	private final int connections;

	HttpEngine(int connections) {
		this.connections = connections;
	}

	/**
	 * Return how many connections there may be of many calls one after the other. Jetty
	 * and Reactor Netty give one back a moment after the response has been read, within
	 * which the next call opens another, until there are enough.
	 */
	int connections() {
		return this.connections;
	}

	abstract ClientHttpRequestFactoryBuilder<?> through(InetSocketAddress proxy);

	/** An application that has chosen the library by Boot's property. */
	ApplicationContextRunner asalieri() {
		return chosen(InMemoryApplication.asalieri());
	}

	ApplicationContextRunner asalieriToAnyHost() {
		return chosen(InMemoryApplication.asalieriToAnyHost());
	}

	ApplicationContextRunner asalieriThrough(ConnectProxy proxy) {
		ClientHttpRequestFactoryBuilder<?> builder = through(
				InetSocketAddress.createUnresolved("localhost", proxy.port()));
		return InMemoryApplication.asalieri().withBean(ClientHttpRequestFactoryBuilder.class, () -> builder);
	}

	private ApplicationContextRunner chosen(ApplicationContextRunner runner) {
		return runner.withPropertyValues(
				"spring.http.clients.imperative.factory=" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

}
