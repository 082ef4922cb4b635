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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import javax.net.ssl.SSLHandshakeException;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.ssl.TLS;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the application has set for its HTTP clients holds for ours, seen from the wire.
 */
class ApplicationSettingsTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@BeforeEach
	void answer() {
		partner.answer((request) -> PartnerResponse.json("{}"));
	}

	@ParameterizedTest
	@EnumSource
	void readTimeoutOfPropertiesHolds(HttpCaller caller) {
		InMemoryApplication.asalieri()
			.withPropertyValues("spring.http.clients.read-timeout=300ms")
			.run((context) -> assertReadTimesOut(caller, context));
	}

	@ParameterizedTest
	@EnumSource
	void readTimeoutOfSettingsBeanHolds(HttpCaller caller) {
		InMemoryApplication.asalieri()
			.withBean(HttpClientSettings.class,
					() -> HttpClientSettings.defaults().withReadTimeout(Duration.ofMillis(300)))
			.run((context) -> assertReadTimesOut(caller, context));
	}

	@Test
	void readTimeoutOfRestTemplateBuilderBeanHolds() {
		InMemoryApplication.asalieri()
			.withBean(RestTemplateBuilder.class,
					() -> new RestTemplateBuilder().readTimeout(Duration.ofMillis(300)).defaultHeader("X-Test", "own"))
			.run((context) -> {
				HttpCaller.REST_TEMPLATE.get(context, partner.uri("/"));
				assertSeen("X-Test", "own");
				assertReadTimesOut(HttpCaller.REST_TEMPLATE, context);
			});
	}

	@ParameterizedTest
	@EnumSource
	void connectTimeoutOfPropertiesHolds(HttpCaller caller) throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<Socket> waiting = IntStream.range(0, 4).mapToObj((i) -> connect(full)).toList();
			URI uri = URI.create("https://localhost:%d/".formatted(full.getLocalPort()));
			InMemoryApplication.asalieri()
				.withPropertyValues("spring.http.clients.connect-timeout=300ms")
				.run((context) -> assertThatExceptionOfType(ResourceAccessException.class)
					.isThrownBy(() -> caller.get(context, uri))
					.withCauseInstanceOf(ConnectTimeoutException.class));
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectsOfPropertiesHold(HttpCaller caller) {
		partner.answer((request) -> PartnerResponse.redirect("/to"));
		InMemoryApplication.asalieri()
			.withPropertyValues("spring.http.clients.redirects=dont-follow")
			.run((context) -> {
				assertThat(caller.get(context, partner.uri("/from")).getStatusCode())
					.isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
				assertThat(partner.requests()).extracting(PartnerRequest::target).containsExactly("/from");
			});
	}

	@ParameterizedTest
	@EnumSource
	void headersOfRequestFactoryCustomizerAreSent(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder.withHttpClientCustomizer(
					(client) -> client.setDefaultHeaders(List.of(new BasicHeader("X-Test", "customizer")))))
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertSeen("X-Test", "customizer");
			});
	}

	@ParameterizedTest
	@EnumSource
	void headersOfRequestFactoryBuilderBeanAreSent(HttpCaller caller) {
		InMemoryApplication.asalieri()
			.withBean(ClientHttpRequestFactoryBuilder.class,
					() -> ClientHttpRequestFactoryBuilder.httpComponents()
						.withHttpClientCustomizer(
								(client) -> client.setDefaultHeaders(List.of(new BasicHeader("X-Test", "builder")))))
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertSeen("X-Test", "builder");
			});
	}

	@ParameterizedTest
	@EnumSource
	void poolSizeOfCustomizerHolds(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder
				.withConnectionManagerCustomizer((connections) -> connections.setMaxConnPerRoute(1)))
			.run((context) -> {
				IntStream.range(0, 20).parallel().forEach((i) -> caller.get(context, partner.uri("/")));
				assertThat(partner.requests()).hasSize(20);
				assertThat(partner.connections()).hasSize(1);
			});
	}

	@ParameterizedTest
	@EnumSource(value = TLS.class, names = { "V_1_2", "V_1_3" })
	void protocolsOfTlsConfigHold(TLS version) {
		withTlsConfig((config) -> config.setSupportedProtocols(version)).run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly(version.id);
		});
	}

	@Test
	void ciphersOfTlsConfigHold() {
		String cipher = "TLS_CHACHA20_POLY1305_SHA256";
		withTlsConfig((config) -> config.setSupportedCipherSuites(cipher)).run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			assertThat(partner.connections()).extracting(PartnerConnection::cipherSuite).containsExactly(cipher);
		});
	}

	@Test
	void tlsConfigAddsNothingToWhatPropertiesAllow() {
		withTlsConfig((config) -> config.setSupportedProtocols(TLS.V_1_2, TLS.V_1_3))
			.withPropertyValues("ssl.enabled-protocols=TLSv1.2")
			.run((context) -> {
				HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
				assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly("TLSv1.2");
			});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenTlsConfigLeavesNothingIsRefused(HttpCaller caller) {
		withTlsConfig((config) -> config.setSupportedProtocols(TLS.V_1_1, TLS.V_1_2))
			.withPropertyValues("ssl.enabled-protocols=TLSv1.3")
			.run((context) -> assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> caller.get(context, partner.uri("/")))
				.withRootCauseExactlyInstanceOf(SSLHandshakeException.class)
				.havingRootCause()
				.withMessage(
						"No protocol version is left for 'localhost': the application's TLS configuration takes only TLSv1.1, TLSv1.2, none of which this client allows; see its 'enabled-protocols' and 'ciphers'"));
		assertThat(partner.connections()).isEmpty();
	}

	@Test
	void headersOfRestClientCustomizerAreSent() {
		InMemoryApplication.asalieri()
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Test", "customizer"))
			.run((context) -> {
				HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
				assertSeen("X-Test", "customizer");
			});
	}

	@Test
	void requestFactoryOfRestClientCustomizerIsNotTaken() {
		InMemoryApplication.asalieri()
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestFactory((uri, method) -> {
				throw new IllegalStateException("not ours");
			}))
			.run((context) -> {
				HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
				assertSeen("Host", "localhost:" + partner.port());
			});
	}

	@Test
	void interceptorOfRestTemplateCustomizerIsCalled() {
		RestTemplateCustomizer customizer = (restTemplate) -> restTemplate.getInterceptors()
			.add((request, body, execution) -> {
				request.getHeaders().set("X-Test", "interceptor");
				return execution.execute(request, body);
			});
		InMemoryApplication.asalieri().withBean(RestTemplateCustomizer.class, () -> customizer).run((context) -> {
			HttpCaller.REST_TEMPLATE.get(context, partner.uri("/"));
			assertSeen("X-Test", "interceptor");
		});
	}

	@Test
	void converterOfApplicationWritesAndReads() {
		partner.answer((request) -> PartnerResponse.status(200)
			.withHeader("Content-Type", "text/money")
			.withBody(request.body() + "0"));
		InMemoryApplication.asalieri().withBean(HttpMessageConverter.class, MoneyConverter::new).run((context) -> {
			assertThat(context.getBean(RestClient.class)
				.post()
				.uri(partner.uri("/"))
				.body(new Money(12))
				.retrieve()
				.body(Money.class)).isEqualTo(new Money(120));
			assertThat(context.getBean(RestTemplate.class).postForObject(partner.uri("/"), new Money(7), Money.class))
				.isEqualTo(new Money(70));
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("12", "7");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callsAreObserved(HttpCaller caller) {
		InMemoryApplication.asalieri()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class,
					RestClientObservationAutoConfiguration.class, RestTemplateObservationAutoConfiguration.class))
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertThat(context.getBean(MeterRegistry.class)
					.get("http.client.requests")
					.tag("client.name", "localhost")
					.timer()
					.count()).isEqualTo(1);
			});
	}

	private static ApplicationContextRunner withTlsConfig(UnaryOperator<TlsConfig.Builder> config) {
		return InMemoryApplication.customized((builder) -> builder.withConnectionManagerCustomizer(
				(connections) -> connections.setDefaultTlsConfig(config.apply(TlsConfig.custom()).build())));
	}

	private static void assertReadTimesOut(HttpCaller caller, ApplicationContext context) {
		CountDownLatch latch = new CountDownLatch(1);
		partner.answer((request) -> {
			await(latch);
			return PartnerResponse.json("{}");
		});
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> caller.call(context, HttpMethod.POST, partner.uri("/"), "body"))
			.withRootCauseInstanceOf(SocketTimeoutException.class);
		latch.countDown();
	}

	private static void assertSeen(String name, String value) {
		assertThat(partner.requests()).singleElement().satisfies((request) -> {
			assertThat(request.header(name)).isEqualTo(value);
			assertThat(request.seenAs()).isEqualTo("CN=asalieri");
		});
	}

	private static Socket connect(ServerSocket server) {
		try {
			Socket socket = new Socket();
			try {
				socket.connect(server.getLocalSocketAddress(), 100);
			}
			catch (SocketTimeoutException ex) {
				// as wanted: there is no more room
			}
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	record Money(int amount) {
	}

	static class MoneyConverter extends AbstractHttpMessageConverter<Money> {

		MoneyConverter() {
			super(MediaType.parseMediaType("text/money"));
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Money.class;
		}

		@Override
		protected Money readInternal(Class<? extends Money> type, HttpInputMessage message) throws IOException {
			return new Money(Integer.parseInt(new String(message.getBody().readAllBytes(), StandardCharsets.US_ASCII)));
		}

		@Override
		protected void writeInternal(Money money, HttpOutputMessage message) throws IOException {
			message.getBody().write(String.valueOf(money.amount()).getBytes(StandardCharsets.US_ASCII));
		}

	}

}
