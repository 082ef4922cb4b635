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
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.function.Consumer;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Through the HTTP proxy of the application, by CONNECT: the proxy is no peer.
 */
class ProxyTests {

	private static final URI PARTNER = URI.create("https://api.bank.example/");

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@ParameterizedTest
	@EnumSource
	void callThroughTunnelPresentsIdentityToPartner(HttpCaller caller) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			through((client) -> client.setProxy(host(proxy))).run((context) -> {
				for (int i = 0; i < 5; i++) {
					caller.get(context, PARTNER);
				}
				assertThat(proxy.targets()).containsExactly("api.bank.example:443");
				assertThat(partner.requests()).hasSize(5);
				assertThat(partner.connections()).singleElement().satisfies(ProxyTests::isOfAsalieri);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void callThroughTunnelWithPasswordPresentsIdentityToPartner(HttpCaller caller) {
		try (ConnectProxy proxy = ConnectProxy.start(ProxyTests::address, "user", "secret")) {
			BasicCredentialsProvider passwords = new BasicCredentialsProvider();
			passwords.setCredentials(new AuthScope(host(proxy)),
					new UsernamePasswordCredentials("user", "secret".toCharArray()));
			through((client) -> client.setProxy(host(proxy)).setDefaultCredentialsProvider(passwords))
				.run((context) -> {
					caller.get(context, PARTNER);
					assertThat(partner.connections()).singleElement().satisfies(ProxyTests::isOfAsalieri);
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void callThroughTunnelChecksNameOfTarget(HttpCaller caller) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			through((client) -> client.setProxy(host(proxy))).run((context) -> {
				assertThatExceptionOfType(ResourceAccessException.class)
					.isThrownBy(() -> caller.get(context, URI.create("https://other.bank.example/")))
					.havingRootCause()
					.isInstanceOf(CertificateException.class)
					.withMessageContaining("other.bank.example");
				assertThat(partner.requests()).isEmpty();
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void callWhenProxyWantsTlsIsRefusedBeforeConnection(HttpCaller caller) {
		through((client) -> client.setProxy(new HttpHost("https", "localhost", partner.port()))).run((context) -> {
			assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> caller.get(context, PARTNER))
				.havingRootCause()
				.withMessage(
						"The proxy 'https://localhost:%d' wants TLS itself, which would show it the identity of this client; use a proxy by 'http' (CONNECT)",
						partner.port());
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.failures()).isEmpty();
		});
	}

	private static ApplicationContextRunner through(Consumer<HttpClientBuilder> proxy) {
		return InMemoryApplication.customized((builder) -> builder.withHttpClientCustomizer(proxy))
			.withPropertyValues("ssl.hosts=*.bank.example");
	}

	private static HttpHost host(ConnectProxy proxy) {
		return new HttpHost("localhost", proxy.port());
	}

	private static InetSocketAddress address(String host, int port) {
		return partner.address();
	}

	private static void isOfAsalieri(PartnerConnection connection) {
		assertThat(connection.seenAs()).isEqualTo("CN=asalieri");
		assertThat(connection.serverName()).isEqualTo("api.bank.example");
	}

}
