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
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.MutualTlsPartner.ClientAuth;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Where a request goes is the same on each HTTP library: redirects stay with the host
 * that was called, a proxy is no peer, and addresses are names, too.
 */
@Timeout(60)
class EngineRouteTests {

	private static final URI BEHIND_PROXY = URI.create("https://api.bank.example/");

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	/** Asks for no certificate, so that it would be called without one, too. */
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
	void redirectWhenToSameHostIsFollowed(HttpEngine engine) {
		partner.answer((request) -> request.target().equals("/from")
				? PartnerResponse.status(302).withHeader("Location", "/to") : PartnerResponse.json("{}"));
		engine.asalieri().run((context) -> {
			ResponseEntity<String> response = HttpCaller.REST_CLIENT.get(context, partner.uri("/from"));
			assertThat(response.getStatusCode().value()).isEqualTo(200);
			assertThat(partner.requests()).extracting(PartnerRequest::target).containsExactly("/from", "/to");
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsOnly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenToAnotherListedHostIsRefusedBeforeConnection(HttpEngine engine) {
		redirectTo("https://127.0.0.1:" + other.port() + "/to", 302);
		engine.asalieri().withPropertyValues("ssl.hosts=localhost, 127.0.0.1").run((context) -> {
			assertRedirectRefused(context,
					"A redirect from 'localhost' to '127.0.0.1' is not followed: the identity of a client is never taken to another host");
			assertThat(other.connections()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenHostsAreOpenIsRefusedBeforeConnection(HttpEngine engine) {
		redirectTo("https://127.0.0.1:" + other.port() + "/to", 307);
		engine.asalieriToAnyHost().run((context) -> {
			assertRedirectRefused(context,
					"A redirect from 'localhost' to '127.0.0.1' is not followed: the identity of a client is never taken to another host");
			assertThat(other.connections()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenOutOfTlsIsRefusedBeforeConnection(HttpEngine engine) throws IOException {
		try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			redirectTo("http://localhost:" + plain.getLocalPort() + "/to", 302);
			engine.asalieri()
				.run((context) -> assertRedirectRefused(context,
						"A redirect from 'https' to 'http' is not followed: it would leave TLS"));
			plain.setSoTimeout(1);
			assertThatThrownBy(plain::accept).hasMessageContaining("timed out");
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenSwitchedOffIsTheResponse(HttpEngine engine) {
		redirectTo("/to", 302);
		engine.asalieri().withPropertyValues("spring.http.clients.redirects=dont-follow").run((context) -> {
			ResponseEntity<String> response = HttpCaller.REST_CLIENT.get(context, partner.uri("/from"));
			assertThat(response.getStatusCode().value()).isEqualTo(302);
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectOfPostKeepsContentWhenMethodIsKept(HttpEngine engine) {
		redirectTo("/to", 307);
		engine.asalieri().run((context) -> {
			HttpCaller.REST_CLIENT.call(context, HttpMethod.POST, partner.uri("/from"), "100");
			assertThat(partner.requests()).extracting(PartnerRequest::method).containsExactly("POST", "POST");
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100", "100");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectOfPostToResultIsGet(HttpEngine engine) {
		redirectTo("/to", 303);
		engine.asalieri().run((context) -> {
			HttpCaller.REST_CLIENT.call(context, HttpMethod.POST, partner.uri("/from"), "100");
			assertThat(partner.requests()).extracting(PartnerRequest::method).containsExactly("POST", "GET");
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100", "");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectToAnotherPortKeepsSecretsOfTheOrigin(HttpEngine engine) {
		redirectTo(other.uri("/to").toString(), 302);
		engine.asalieri().run((context) -> {
			RestClient client = context.getBean("sslCredentialsRestClient", RestClient.class);
			assertThat(client.get()
				.uri(partner.uri("/from"))
				.header("Authorization", "Bearer token")
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value()).isEqualTo(302);
			assertThat(other.requests()).isEmpty();
			assertThat(HttpCaller.REST_CLIENT.get(context, partner.uri("/from")).getStatusCode().value())
				.isEqualTo(200);
			assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callAfterApplicationHasBeenClosedOpensNothing(HttpEngine engine) {
		AtomicReference<RestClient> kept = new AtomicReference<>();
		engine.asalieri().run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			kept.set(context.getBean("sslCredentialsRestClient", RestClient.class));
		});
		partner.reset();
		assertThatThrownBy(() -> kept.get().get().uri(partner.uri("/")).retrieve().toBodilessEntity())
			.hasMessage("The HTTP client for 'Employee/asalieri/Address/1' has been closed with its application");
		assertThat(partner.requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenInCircleEnds(HttpEngine engine) {
		partner
			.answer((request) -> PartnerResponse.status(302).withHeader("Location", "/" + partner.requests().size()));
		engine.asalieri().run((context) -> {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/from")));
			assertThat(partner.requests()).hasSizeBetween(20, 60);
		});
	}

	@ParameterizedTest
	@EnumSource
	void callThroughTunnelPresentsIdentityToPartner(HttpEngine engine) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			engine.asalieriThrough(proxy).withPropertyValues("ssl.hosts=*.bank.example").run((context) -> {
				HttpCaller.REST_CLIENT.get(context, BEHIND_PROXY);
				assertThat(proxy.targets()).containsExactly("api.bank.example:443");
				assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
				assertThat(partner.connections()).extracting(PartnerConnection::serverName)
					.containsExactly("api.bank.example");
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void callThroughTunnelChecksNameOfTarget(HttpEngine engine) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			engine.asalieriThrough(proxy).withPropertyValues("ssl.hosts=*.bank.example").run((context) -> {
				assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, URI.create("https://other.bank.example/")))
					.rootCause()
					.isInstanceOf(CertificateException.class)
					.hasMessageContaining("other.bank.example");
				assertThat(partner.requests()).isEmpty();
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "HTTP_COMPONENTS, 127.0.0.1", "JDK, 127.0.0.1", "JETTY, 127.0.0.1", "REACTOR, 127.0.0.1",
			"SIMPLE, 127.0.0.1", "HTTP_COMPONENTS, ::1", "JDK, ::1", "JETTY, ::1", "REACTOR, ::1", "SIMPLE, ::1" })
	void callByAddressChecksAddress(HttpEngine engine, String address) throws IOException {
		MutualTlsPartner.Builder right = partnerAt(address, address);
		MutualTlsPartner.Builder wrong = partnerAt(address, "192.0.2.1");
		try (MutualTlsPartner accepted = right.start(); MutualTlsPartner refused = wrong.start()) {
			engine.asalieri().withPropertyValues("ssl.hosts=" + address).run((context) -> {
				HttpCaller.REST_CLIENT.get(context, uri(address, accepted));
				assertThat(accepted.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
				assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, uri(address, refused))).rootCause()
					.isInstanceOf(CertificateException.class)
					.hasMessageContaining("192.0.2.1");
				assertThat(refused.requests()).isEmpty();
			});
		}
	}

	private static MutualTlsPartner.Builder partnerAt(String bound, String certified) throws IOException {
		return MutualTlsPartner.builder(InMemoryApplication.CA)
			.bindAddress(InetAddress.getByName(bound))
			.serverCredential(InMemoryApplication.CA.issue().ipAddresses(certified).server().build());
	}

	private static URI uri(String address, MutualTlsPartner partner) {
		return URI.create(
				"https://%s:%d/".formatted((address.indexOf(':') < 0) ? address : "[" + address + "]", partner.port()));
	}

	private static void redirectTo(String location, int status) {
		partner.answer((request) -> request.target().equals("/from")
				? PartnerResponse.status(status).withHeader("Location", location) : PartnerResponse.json("{}"));
	}

	private static void assertRedirectRefused(ApplicationContext context, String message) {
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/from")))
			.havingRootCause()
			.withMessage(message);
	}

}
