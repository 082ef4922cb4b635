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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLException;

import com.sun.net.httpserver.HttpServer;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.handshake.HostNotAllowedException;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.MutualTlsPartner.ClientAuth;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.apache.hc.core5.http.HttpHost;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The identity and its connections are for the hosts of the client, and never go to
 * another one by a redirect. Neither partner insists on a certificate.
 */
class AllowedHostsTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().clientAuth(ClientAuth.WANT));

	@RegisterExtension
	static final MutualTlsPartnerExtension other = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().clientAuth(ClientAuth.WANT));

	@BeforeEach
	void answer() {
		partner.answer((request) -> PartnerResponse.json("{}"));
		other.answer((request) -> PartnerResponse.json("{}"));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHostIsNotListedIsRefusedBeforeConnection(HttpCaller caller) {
		InMemoryApplication.asalieri().run((context) -> {
			assertRefused(() -> caller.get(context, address(other, "/"))).isInstanceOf(HostNotAllowedException.class)
				.withMessage(
						"Host '127.0.0.1' is not among the hosts of this client: localhost; add it to 'hosts' if the identity is for it");
			assertUntouched(other);
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHostIsListedPresentsIdentity(HttpCaller caller) {
		withHosts("localhost, 127.0.0.1").run((context) -> {
			caller.get(context, partner.uri("/"));
			caller.get(context, address(partner, "/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs)
				.containsExactly("CN=asalieri", "CN=asalieri");
		});
	}

	@ParameterizedTest
	@CsvSource({ "api.bank.example, true", "API.Bank.Example, true", "a.api.bank.example, false", "bank.example, false",
			"api.bank.example.evil.example, false", "apibank.example, false" })
	void callWhenOneLabelIsOpenIsForItAlone(String host, boolean allowed) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			InMemoryApplication
				.customized((builder) -> builder
					.withHttpClientCustomizer((client) -> client.setProxy(new HttpHost("localhost", proxy.port()))))
				.withPropertyValues("ssl.hosts=*.bank.example")
				.run((context) -> {
					ThrowingCallable call = () -> HttpCaller.REST_CLIENT.get(context, URI.create("https://" + host));
					if (allowed) {
						call.call();
						assertThat(partner.requests()).hasSize(1);
					}
					else {
						assertRefused(call).isInstanceOf(HostNotAllowedException.class);
						assertThat(proxy.targets()).isEmpty();
					}
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenToSameHostBearsIdentity(HttpCaller caller) {
		partner.answer((request) -> request.target().equals("/from") ? PartnerResponse.redirect("/to")
				: PartnerResponse.json("{}"));
		InMemoryApplication.asalieri().run((context) -> {
			assertThat(caller.get(context, partner.uri("/from")).getBody()).isEqualTo("{}");
			assertThat(partner.requests()).extracting(PartnerRequest::target).containsExactly("/from", "/to");
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsOnly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenToAnotherPortOfSameHostBearsIdentity(HttpCaller caller) {
		redirectTo(other.uri("/to"), 307);
		InMemoryApplication.asalieri().run((context) -> {
			caller.get(context, partner.uri("/from"));
			assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@CsvSource({ "REST_TEMPLATE, 302, localhost", "REST_CLIENT, 302, localhost", "REST_TEMPLATE, 307, localhost",
			"REST_CLIENT, 307, localhost", "REST_TEMPLATE, 302, 'localhost,127.0.0.1'",
			"REST_CLIENT, 307, 'localhost,127.0.0.1'", "REST_TEMPLATE, 307, ''", "REST_CLIENT, 302, ''" })
	void redirectWhenToAnotherHostIsRefusedBeforeConnection(HttpCaller caller, int status, String hosts) {
		redirectTo(address(other, "/to"), status);
		withHosts(hosts).run((context) -> {
			assertRefused(() -> caller.get(context, partner.uri("/from"))).isInstanceOf(SSLException.class);
			assertThat(partner.requests()).hasSize(1);
			assertUntouched(other);
		});
	}

	@Test
	void redirectWhenToAnotherListedHostSaysWhy() {
		redirectTo(address(other, "/to"), 307);
		withHosts("localhost, 127.0.0.1").run((context) -> assertRefused(
				() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/from")))
			.withMessage(
					"A redirect from 'localhost' to '127.0.0.1' is not followed: the identity of a client is never taken to another host"));
	}

	@Test
	void redirectWhenOfPostToAnotherHostIsRefusedBeforeConnection() {
		redirectTo(address(other, "/to"), 307);
		withHosts("localhost, 127.0.0.1").run((context) -> {
			assertRefused(() -> HttpCaller.REST_TEMPLATE.call(context, HttpMethod.POST, partner.uri("/from"), "secret"))
				.withMessageStartingWith("A redirect from 'localhost' to '127.0.0.1' is not followed");
			assertUntouched(other);
		});
	}

	@Test
	void redirectWhenBackAfterSameHostIsRefusedAtTheLastStep() {
		partner.answer((request) -> PartnerResponse
			.redirect(request.target().equals("/from") ? "/next" : address(other, "/to").toString()));
		withHosts("localhost, 127.0.0.1").run((context) -> {
			assertRefused(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/from")))
				.withMessageStartingWith("A redirect from 'localhost' to '127.0.0.1' is not followed");
			assertThat(partner.requests()).hasSize(2);
			assertUntouched(other);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenOutOfTlsIsRefusedBeforeConnection(HttpCaller caller) throws IOException {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			redirectTo(URI.create("http://localhost:%d/".formatted(plain.getLocalPort())), 302);
			InMemoryApplication.asalieri()
				.run((context) -> assertRefused(() -> caller.get(context, partner.uri("/from")))
					.withMessage("A redirect from 'https' to 'http' is not followed: it would leave TLS"));
			assertUntouched(plain);
		}
	}

	@ParameterizedTest
	@EnumSource
	void callWhenPlainToListedHostIsPlain(HttpCaller caller) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("plain".getBytes(StandardCharsets.US_ASCII));
			exchange.close();
		});
		server.start();
		URI uri = URI.create("http://localhost:%d/".formatted(server.getAddress().getPort()));
		InMemoryApplication.asalieri()
			.run((context) -> assertThat(caller.get(context, uri).getBody()).isEqualTo("plain"));
		server.stop(0);
	}

	@ParameterizedTest
	@EnumSource
	void callWhenPlainToHostThatIsNotListedIsRefusedBeforeConnection(HttpCaller caller) throws IOException {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			URI uri = URI.create("http://127.0.0.1:%d/".formatted(plain.getLocalPort()));
			InMemoryApplication.asalieri()
				.run((context) -> assertRefused(() -> caller.get(context, uri))
					.isInstanceOf(HostNotAllowedException.class));
			assertUntouched(plain);
		}
	}

	private static ApplicationContextRunner withHosts(String hosts) {
		return hosts.isEmpty() ? InMemoryApplication.asalieriToAnyHost()
				: InMemoryApplication.asalieri().withPropertyValues("ssl.hosts=" + hosts);
	}

	private static URI address(MutualTlsPartnerExtension partner, String path) {
		return URI.create("https://127.0.0.1:%d%s".formatted(partner.port(), path));
	}

	private static void redirectTo(URI uri, int status) {
		partner.answer((request) -> PartnerResponse.status(status).withHeader("Location", uri.toString()));
	}

	private static ThrowableAssertAlternative<?> assertRefused(ThrowingCallable call) {
		return assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(call).havingRootCause();
	}

	private static void assertUntouched(MutualTlsPartnerExtension partner) {
		assertThat(partner.connections()).isEmpty();
		assertThat(partner.failures()).isEmpty();
	}

	/** A connection would wait to be accepted. */
	private static void assertUntouched(ServerSocket server) throws IOException {
		server.setSoTimeout(1);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
	}

}
