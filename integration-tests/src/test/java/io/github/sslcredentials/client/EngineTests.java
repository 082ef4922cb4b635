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

import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The promises hold on each HTTP library that the application may choose: seen from both
 * ends.
 */
@Timeout(60)
class EngineTests {

	private static final int CALLS = 40;

	/** For 'api.bank.example', and for 'localhost'. */
	private static MutualTlsPartner partner;

	/** For another host than the one that is called. */
	private static MutualTlsPartner other;

	@BeforeAll
	static void start() {
		partner = InMemoryApplication.partner().start();
		other = MutualTlsPartner.builder(InMemoryApplication.CA)
			.serverCredential(InMemoryApplication.CA.issue().dnsNames("other.example").server().build())
			.start();
	}

	@AfterAll
	static void stop() {
		partner.close();
		other.close();
	}

	@BeforeEach
	void reset() {
		for (MutualTlsPartner each : List.of(partner, other)) {
			each.answer((request) -> PartnerResponse.json("{}"));
			each.closeConnections();
			each.reset();
		}
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void callWhenNameIsRightPresentsCredential(HttpEngine engine, HttpCaller caller, String protocol) {
		engine.asalieri().withPropertyValues("ssl.enabled-protocols=" + protocol).run((context) -> {
			caller.get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly(protocol);
		});
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void callWhenNameIsWrongIsRefused(HttpEngine engine, HttpCaller caller, String protocol) {
		engine.asalieri().withPropertyValues("ssl.enabled-protocols=" + protocol).run((context) -> {
			assertThatThrownBy(() -> caller.get(context, other.uri("/")))
				.hasRootCauseInstanceOf(HostnameMismatchException.class)
				.hasStackTraceContaining("other.example");
			assertThat(other.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void callWhenNameIsNotVerifiedPresentsCredential(HttpEngine engine, HttpCaller caller, String protocol) {
		engine.asalieri()
			.withPropertyValues("ssl.verify-hostname=false", "ssl.enabled-protocols=" + protocol)
			.run((context) -> {
				caller.get(context, other.uri("/"));
				assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			});
	}

	/** What the one has opened must not serve the other. */
	@ParameterizedTest
	@EnumSource
	void callWhenAnotherClientIsLaxStaysStrict(HttpEngine engine) {
		engine.asalieri()
			.withPropertyValues("ssl.clients.lax.credential=" + InMemoryApplication.ASALIERI,
					"ssl.clients.lax.verify-hostname=false")
			.run((context) -> {
				HttpCaller.named(context, "lax").get().uri(other.uri("/")).retrieve().toBodilessEntity();
				assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, other.uri("/")))
					.hasRootCauseInstanceOf(HostnameMismatchException.class);
				assertThat(other.requests()).hasSize(1);
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenServerNameIsSetChecksThat(HttpEngine engine) {
		engine.asalieri().withPropertyValues("ssl.server-name=other.example").run((context) -> {
			HttpCaller.REST_CLIENT.get(context, other.uri("/"));
			assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/")))
				.hasRootCauseInstanceOf(HostnameMismatchException.class)
				.hasStackTraceContaining("'other.example'");
			assertThat(partner.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("callers")
	void callsOfOneIdentityShareConnection(HttpEngine engine, HttpCaller caller) {
		engine.asalieri().run((context) -> {
			for (int i = 0; i < CALLS; i++) {
				caller.get(context, partner.uri("/"));
			}
			assertThat(partner.requests()).hasSize(CALLS);
			assertThat(partner.connections()).hasSizeBetween(1, engine.connections())
				.extracting(PartnerConnection::seenAs)
				.containsOnly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callsOfTwoIdentitiesInTurnAreNeverMixed(HttpEngine engine) {
		engine.asalieri()
			.withPropertyValues("ssl.clients.second.credential=" + InMemoryApplication.WAMOZART)
			.run((context) -> {
				for (int i = 0; i < CALLS; i++) {
					HttpCaller.REST_CLIENT.get(context, partner.uri("/asalieri"));
					HttpCaller.named(context, "second")
						.get()
						.uri(partner.uri("/wamozart"))
						.retrieve()
						.body(String.class);
				}
				assertThat(partner.requests()).hasSize(2 * CALLS)
					.allSatisfy(
							(request) -> assertThat(request.seenAs()).isEqualTo("CN=" + request.target().substring(1)));
				assertThat(partner.connections()).hasSizeBetween(2, 2 * engine.connections());
			});
	}

	/** As a customizer of the application might do. */
	@Test
	void callWhenApplicationAddsProtocolsKeepsThoseOfTheClient() {
		SSLParameters wide = new SSLParameters();
		wide.setProtocols(new String[] { "TLSv1.2" });
		InMemoryApplication.asalieri()
			.withBean(ClientHttpRequestFactoryBuilder.class,
					() -> ClientHttpRequestFactoryBuilder.jdk()
						.withHttpClientCustomizer((client) -> client.sslParameters(wide)))
			.withPropertyValues("ssl.enabled-protocols=TLSv1.3")
			.run((context) -> {
				assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/")))
					.hasStackTraceContaining("No appropriate protocol");
				assertThat(partner.requests()).isEmpty();
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHostIsNotListedOpensNothing(HttpEngine engine) {
		engine.asalieri().withPropertyValues("ssl.hosts=api.bank.example").run((context) -> {
			assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/")))
				.hasStackTraceContaining("Host 'localhost' is not among the hosts of this client: api.bank.example");
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.failures()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenAuthorityIsUnknownIsRefused(HttpEngine engine) {
		try (MutualTlsPartner stranger = MutualTlsPartner.start(DevelopmentCa.create())) {
			engine.asalieri().run((context) -> {
				assertThatThrownBy(() -> HttpCaller.REST_CLIENT.get(context, stranger.uri("/")))
					.satisfies((ex) -> assertThat(causes(ex)).hasAtLeastOneElementOfType(CertificateException.class));
				assertThat(stranger.requests()).isEmpty();
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void postWhenConnectionIsClosedIsSentOnce(HttpEngine engine) {
		engine.asalieri().run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			for (String content : Arrays.asList("100", null)) {
				partner.reset();
				partner.answer((request) -> {
					partner.closeConnections();
					return PartnerResponse.json("{}");
				});
				assertThatThrownBy(
						() -> HttpCaller.REST_CLIENT.call(context, HttpMethod.POST, partner.uri("/pay"), content))
					.isNotNull();
				assertThat(partner.requests()).hasSize(1);
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void postWhenPartnerIsUnavailableIsSentOnce(HttpEngine engine) {
		partner.answer((request) -> PartnerResponse.status(503));
		engine.asalieri().run((context) -> {
			for (String content : Arrays.asList("100", null)) {
				partner.reset();
				assertThatThrownBy(
						() -> HttpCaller.REST_TEMPLATE.call(context, HttpMethod.POST, partner.uri("/pay"), content))
					.hasMessageContaining("503");
				assertThat(partner.requests()).hasSize(1);
			}
		});
	}

	private static Stream<Arguments> matrix() {
		return callers().flatMap((each) -> Stream.of("TLSv1.2", "TLSv1.3")
			.map((protocol) -> Arguments.of(each.get()[0], each.get()[1], protocol)));
	}

	private static Stream<Arguments> callers() {
		return Arrays.stream(HttpEngine.values())
			.flatMap((engine) -> Arrays.stream(HttpCaller.values()).map((caller) -> Arguments.of(engine, caller)));
	}

	private static List<Throwable> causes(Throwable ex) {
		return Stream.<Throwable>iterate(ex, (cause) -> cause != null, Throwable::getCause).toList();
	}

}
