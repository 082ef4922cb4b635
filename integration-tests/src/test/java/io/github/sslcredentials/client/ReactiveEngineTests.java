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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.net.ssl.SSLSession;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsWebClientAutoConfiguration;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.stereotype.Service;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The promises hold for {@link WebClient} on each HTTP library that the application may
 * choose: seen from both ends.
 */
@Timeout(60)
class ReactiveEngineTests {

	private static final int CALLS = 40;

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
	void callWhenNameIsRightPresentsCredential(Connector connector, String protocol) {
		connector.asalieri().withPropertyValues("ssl.enabled-protocols=" + protocol).run((context) -> {
			get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly(protocol);
		});
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void callWhenNameIsWrongIsRefused(Connector connector, String protocol) {
		connector.asalieri().withPropertyValues("ssl.enabled-protocols=" + protocol).run((context) -> {
			assertThatThrownBy(() -> get(context, other.uri("/"))).satisfies(ReactiveEngineTests::isMismatch);
			assertThat(other.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void callWhenNameIsNotVerifiedPresentsCredential(Connector connector, String protocol) {
		connector.asalieri()
			.withPropertyValues("ssl.verify-hostname=false", "ssl.enabled-protocols=" + protocol)
			.run((context) -> {
				get(context, other.uri("/"));
				assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenAnotherClientIsLaxStaysStrict(Connector connector) {
		connector.asalieri()
			.withPropertyValues("ssl.clients.lax.credential=" + InMemoryApplication.ASALIERI,
					"ssl.clients.lax.verify-hostname=false")
			.run((context) -> {
				call(named(context, "lax"), HttpMethod.GET, other.uri("/"), null);
				assertThatThrownBy(() -> get(context, other.uri("/"))).satisfies(ReactiveEngineTests::isMismatch);
				assertThat(other.requests()).hasSize(1);
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenServerNameIsSetChecksThat(Connector connector) {
		connector.asalieri().withPropertyValues("ssl.server-name=other.example").run((context) -> {
			get(context, other.uri("/"));
			assertThat(other.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			assertThatThrownBy(() -> get(context, partner.uri("/"))).satisfies(ReactiveEngineTests::isMismatch);
			assertThat(partner.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void callsOfOneIdentityShareConnection(Connector connector) {
		connector.asalieri().run((context) -> {
			for (int i = 0; i < CALLS; i++) {
				get(context, partner.uri("/"));
			}
			assertThat(partner.requests()).hasSize(CALLS);
			assertThat(partner.connections()).hasSizeBetween(1, 4)
				.extracting(PartnerConnection::seenAs)
				.containsOnly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callsOfTwoIdentitiesInTurnAreNeverMixed(Connector connector) {
		connector.asalieri()
			.withPropertyValues("ssl.clients.second.credential=" + InMemoryApplication.WAMOZART)
			.run((context) -> {
				for (int i = 0; i < CALLS; i++) {
					get(context, partner.uri("/asalieri"));
					call(named(context, "second"), HttpMethod.GET, partner.uri("/wamozart"), null);
				}
				assertThat(partner.requests()).hasSize(2 * CALLS)
					.allSatisfy(
							(request) -> assertThat(request.seenAs()).isEqualTo("CN=" + request.target().substring(1)));
				assertThat(partner.connections()).hasSizeBetween(2, 8);
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHostIsNotListedOpensNothing(Connector connector) {
		connector.asalieri().withPropertyValues("ssl.hosts=api.bank.example").run((context) -> {
			assertThatThrownBy(() -> get(context, partner.uri("/")))
				.hasStackTraceContaining("Host 'localhost' is not among the hosts of this client: api.bank.example");
			assertThat(partner.connections()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenCredentialIsUnknownOpensNothing(Connector connector) {
		connector.asalieri().withPropertyValues("ssl.credential=Employee/nobody/Address/1").run((context) -> {
			assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> get(context, partner.uri("/")))
				.withCauseInstanceOf(NoSuchCredentialException.class);
			assertThat(partner.connections()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenToSameHostIsFollowed(Connector connector) {
		redirectTo("/to", 302);
		connector.asalieri().run((context) -> {
			assertThat(get(context, partner.uri("/from")).getStatusCode().value()).isEqualTo(200);
			assertThat(partner.requests()).extracting(PartnerRequest::target).containsExactly("/from", "/to");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenToAnotherListedHostIsRefusedBeforeConnection(Connector connector) {
		redirectTo("https://127.0.0.1:" + partner.port() + "/to", 302);
		connector.asalieri().withPropertyValues("ssl.hosts=localhost, 127.0.0.1").run((context) -> {
			assertThatThrownBy(() -> get(context, partner.uri("/from"))).hasStackTraceContaining(
					"A redirect from 'localhost' to '127.0.0.1' is not followed: the identity of a client is never taken to another host");
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectOfPostToResultIsGetWithoutContent(Connector connector) {
		redirectTo("/to", 303);
		connector.asalieri().run((context) -> {
			call(context.getBean(WebClient.class), HttpMethod.POST, partner.uri("/from"), "100");
			assertThat(partner.requests()).extracting(PartnerRequest::method).containsExactly("POST", "GET");
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100", "");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectThatAsksForContentAgainIsTheResponse(Connector connector) {
		redirectTo("/to", 307);
		connector.asalieri().run((context) -> {
			ResponseEntity<String> response = call(context.getBean(WebClient.class), HttpMethod.POST,
					partner.uri("/from"), "100");
			assertThat(response.getStatusCode().value()).isEqualTo(307);
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectWhenSwitchedOffIsTheResponse(Connector connector) {
		redirectTo("/to", 302);
		connector.asalieri().withPropertyValues("spring.http.clients.redirects=dont-follow").run((context) -> {
			assertThat(get(context, partner.uri("/from")).getStatusCode().value()).isEqualTo(302);
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@MethodSource("contents")
	void postWhenConnectionIsClosedIsSentOnce(Connector connector, @Nullable String content) {
		connector.asalieri().run((context) -> {
			get(context, partner.uri("/"));
			partner.reset();
			partner.answer((request) -> {
				partner.closeConnections();
				return PartnerResponse.json("{}");
			});
			assertThatThrownBy(
					() -> call(context.getBean(WebClient.class), HttpMethod.POST, partner.uri("/pay"), content))
				.isNotNull();
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@MethodSource("contents")
	void postWhenPartnerIsUnavailableIsSentOnce(Connector connector, @Nullable String content) {
		partner.answer((request) -> PartnerResponse.status(503));
		connector.asalieri().run((context) -> {
			assertThatExceptionOfType(WebClientResponseException.ServiceUnavailable.class).isThrownBy(
					() -> call(context.getBean(WebClient.class), HttpMethod.POST, partner.uri("/pay"), content));
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@Test
	void callWhenCustomizerSetsExchangeFunctionPresentsIdentity() {
		WebClientCustomizer customizer = (builder) -> builder
			.exchangeFunction((request) -> Mono.just(ClientResponse.create(HttpStatus.OK).build()));
		Connector.REACTOR.asalieri().withBean(WebClientCustomizer.class, () -> customizer).run((context) -> {
			get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@Test
	void callWhenProxyOfHttpComponentsWantsTlsIsRefusedBeforeConnection() {
		ClientHttpConnectorBuilder<?> builder = ClientHttpConnectorBuilder.httpComponents()
			.withHttpClientCustomizer((client) -> client.setProxy(new HttpHost("https", "localhost", partner.port())));
		InMemoryApplication.asalieriToAnyHost()
			.withConfiguration(AutoConfigurations.of(SslCredentialsWebClientAutoConfiguration.class))
			.withBean(ClientHttpConnectorBuilder.class, () -> builder)
			.run((context) -> {
				assertThatThrownBy(() -> get(context, URI.create("https://api.bank.example/")))
					.hasStackTraceContaining("wants TLS itself, which would show it the identity of this client");
				assertThat(partner.connections()).isEmpty();
				assertThat(partner.failures()).isEmpty();
			});
	}

	/** As JSSE does when another connection that shares the session fails. */
	@Test
	void callWhenSessionIsInvalidatedSharesConnection() {
		AtomicReference<SSLSession> session = new AtomicReference<>();
		ClientHttpConnectorBuilder<?> builder = ClientHttpConnectorBuilder.httpComponents()
			.withHttpClientCustomizer((client) -> client.addResponseInterceptorFirst(
					(response, entity, context) -> session.set(HttpClientContext.cast(context).getSSLSession())));
		InMemoryApplication.asalieri()
			.withConfiguration(AutoConfigurations.of(SslCredentialsWebClientAutoConfiguration.class))
			.withBean(ClientHttpConnectorBuilder.class, () -> builder)
			.withPropertyValues("ssl.enabled-protocols=TLSv1.2")
			.run((context) -> {
				for (int i = 0; i < 10; i++) {
					get(context, partner.uri("/"));
					session.get().invalidate();
				}
				assertThat(partner.requests()).hasSize(10);
				assertThat(partner.connections()).hasSizeBetween(1, 4);
			});
	}

	@ParameterizedTest
	@EnumSource
	void redirectToAnotherPortKeepsSecretsOfTheOrigin(Connector connector) {
		try (MutualTlsPartner elsewhere = InMemoryApplication.partner().start()) {
			elsewhere.answer((request) -> PartnerResponse.json("{}"));
			redirectTo(elsewhere.uri("/to").toString(), 302);
			connector.asalieri().run((context) -> {
				WebClient client = context.getBean(WebClient.class);
				assertThat(call(client.mutate().defaultHeader("Authorization", "Bearer token").build(), HttpMethod.GET,
						partner.uri("/from"), null)
					.getStatusCode()
					.value()).isEqualTo(302);
				assertThat(elsewhere.requests()).isEmpty();
				assertThat(get(context, partner.uri("/from")).getStatusCode().value()).isEqualTo(200);
				assertThat(elsewhere.requests()).hasSize(1);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void callAfterApplicationHasBeenClosedOpensNothing(Connector connector) {
		AtomicReference<WebClient> kept = new AtomicReference<>();
		connector.asalieri().run((context) -> {
			get(context, partner.uri("/"));
			kept.set(context.getBean(WebClient.class));
		});
		partner.reset();
		assertThatThrownBy(() -> call(kept.get(), HttpMethod.GET, partner.uri("/"), null))
			.hasStackTraceContaining("has been closed with its application");
		assertThat(partner.connections()).isEmpty();
		assertThat(partner.requests()).isEmpty();
	}

	/** The thread of an event loop must not wait for a store. */
	@Test
	void credentialIsReadOnThreadThatMayBlock() {
		AtomicReference<Thread> reader = new AtomicReference<>();
		Connector.REACTOR.asalieri().withBean("first", CredentialRepository.class, () -> (path) -> {
			reader.set(Thread.currentThread());
			return null;
		}).run((context) -> {
			Mono<String> call = context.getBean(WebClient.class)
				.get()
				.uri(partner.uri("/"))
				.retrieve()
				.bodyToMono(String.class)
				.subscribeOn(Schedulers.parallel());
			call.block(Duration.ofSeconds(30));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			assertThat(Schedulers.isNonBlockingThread(reader.get())).isFalse();
		});
	}

	@Test
	void namedClientIsInjectedByQualifier() {
		Connector.REACTOR.asalieri()
			.withBean(Quotes.class)
			.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.WAMOZART)
			.run((context) -> {
				context.getBean(Quotes.class).quote(partner.uri("/quotes")).block(Duration.ofSeconds(30));
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=wamozart");
			});
	}

	@Test
	void startWhenBuilderIsOfTheApplicationIsRefused() {
		ClientHttpConnectorBuilder<?> builder = (settings) -> new JdkClientHttpConnector();
		Connector.JDK.asalieri()
			.withBean(ClientHttpConnectorBuilder.class, () -> builder)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnsupportedRequestFactoryException.class)
				.hasMessageStartingWith("The application makes its reactive HTTP requests with a '"));
	}

	private static ResponseEntity<String> get(ApplicationContext context, URI uri) {
		return call(context.getBean(WebClient.class), HttpMethod.GET, uri, null);
	}

	private static WebClient named(ApplicationContext context, String name) {
		return context.getBean("ssl.clients." + name + ".WebClient", WebClient.class);
	}

	private static ResponseEntity<String> call(WebClient client, HttpMethod method, URI uri, @Nullable String content) {
		WebClient.RequestBodySpec request = client.method(method).uri(uri);
		ResponseEntity<String> response = ((content != null) ? request.bodyValue(content) : request).retrieve()
			.toEntity(String.class)
			.block(Duration.ofSeconds(30));
		assertThat(response).isNotNull();
		return response;
	}

	private static void redirectTo(String location, int status) {
		partner.answer((request) -> request.target().equals("/from")
				? PartnerResponse.status(status).withHeader("Location", location) : PartnerResponse.json("{}"));
	}

	private static void isMismatch(Throwable ex) {
		assertThat(Stream.<Throwable>iterate(ex, (cause) -> cause != null, Throwable::getCause))
			.hasAtLeastOneElementOfType(HostnameMismatchException.class);
	}

	private static Stream<Arguments> matrix() {
		return Stream.of(Connector.values())
			.flatMap((connector) -> Stream.of("TLSv1.2", "TLSv1.3")
				.map((protocol) -> Arguments.of(connector, protocol)));
	}

	private static Stream<Arguments> contents() {
		return Stream.of(Connector.values())
			.flatMap((connector) -> Stream.of(Arguments.of(connector, "100"), Arguments.of(connector, null)));
	}

	/** As the application chooses them. */
	enum Connector {

		REACTOR, JETTY, HTTP_COMPONENTS, JDK;

		ApplicationContextRunner asalieri() {
			return InMemoryApplication.asalieri()
				.withConfiguration(AutoConfigurations.of(ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, SslCredentialsWebClientAutoConfiguration.class))
				.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s",
						"spring.http.clients.reactive.connector=" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
		}

	}

	// tag::web-client[]
	@Service
	static class Quotes {

		private final WebClient bank;

		Quotes(@Qualifier("bank") WebClient bank) {
			this.bank = bank;
		}

		Mono<String> quote(URI uri) {
			return this.bank.get().uri(uri).retrieve().bodyToMono(String.class);
		}

	}
	// end::web-client[]

}
