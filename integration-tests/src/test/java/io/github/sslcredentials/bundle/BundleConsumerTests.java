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

package io.github.sslcredentials.bundle;

import java.io.IOException;
import java.net.URI;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientSsl;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientSsl;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Spring Boot's own HTTP clients with a bundle.
 */
class BundleConsumerTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@RegisterExtension
	static final MutualTlsPartnerExtension elsewhere = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().serverCredential(InMemoryApplication.CA.issueServer("elsewhere.example")));

	private final CountingStore store = Bundles.store();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
				SslCredentialsBundleAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				RestClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class))
		.withBean("credentials", CountingStore.class, () -> this.store)
		.withPropertyValues("ssl.hosts=localhost", "ssl.ca-certificates=" + InMemoryApplication.caLocation(),
				"ssl.clients.bank.credential=" + InMemoryApplication.ASALIERI);

	@ParameterizedTest
	@ValueSource(strings = { "http-components", "jdk", "jetty", "simple", "reactor" })
	void restClientByPropertyPresentsCredential(String library) {
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=" + library,
					"spring.http.clients.ssl.bundle=bank")
			.run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).build();
				assertThat(this.store.queries()).isZero();
				client.get().uri(partner.uri("/")).retrieve().toBodilessEntity();
				assertSeenAsAsalieri();
				assertThatExceptionOfType(ResourceAccessException.class)
					.isThrownBy(() -> client.get().uri(elsewhere.uri("/")).retrieve().toBodilessEntity())
					.withRootCauseInstanceOf(HostnameMismatchException.class);
				assertThat(elsewhere.connections()).isEmpty();
			});
	}

	@Test
	void restClientByBundlePresentsCredential() {
		this.runner.run((context) -> {
			RestClient.Builder builder = context.getBean(RestClient.Builder.class);
			RestClientSsl ssl = context.getBean(RestClientSsl.class);
			// tag::rest-client[]
			RestClient client = builder.apply(ssl.fromBundle("bank")).build();
			// end::rest-client[]
			client.get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			assertSeenAsAsalieri();
		});
	}

	@Test
	void serviceGroupPresentsCredential() {
		this.runner.withUserConfiguration(Services.class)
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles.yml", "ssl.clients.bank.hosts=localhost",
					"ssl.clients.bank.ca-certificates=" + InMemoryApplication.caLocation(),
					"ssl.clients.redis.ca-certificates=" + InMemoryApplication.caLocation(),
					"spring.http.serviceclient.balances.base-url=" + partner.uri("/"))
			.run((context) -> {
				assertThat(context.getBean(Balances.class).all()).contains("CN=asalieri");
				assertSeenAsAsalieri();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk", "jetty", "http-components" })
	void webClientByBundlePresentsCredential(String library) {
		this.runner.withPropertyValues("spring.http.clients.reactive.connector=" + library).run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class)
				.apply(context.getBean(WebClientSsl.class).fromBundle("bank"))
				.build();
			client.get().uri(partner.uri("/")).retrieve().toBodilessEntity().block();
			assertSeenAsAsalieri();
			assertThatExceptionOfType(WebClientRequestException.class)
				.isThrownBy(() -> client.get().uri(elsewhere.uri("/")).retrieve().toBodilessEntity().block())
				.withRootCauseInstanceOf(HostnameMismatchException.class);
			assertThat(elsewhere.connections()).isEmpty();
		});
	}

	@Test
	void httpsUrlConnectionByBundlePresentsCredential() {
		this.runner.run((context) -> {
			SSLSocketFactory factory = context.getBean(SslBundles.class)
				.getBundle("bank")
				.createSslContext()
				.getSocketFactory();
			assertThat(get(partner.uri("/"), factory)).isEqualTo(200);
			assertSeenAsAsalieri();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(elsewhere.uri("/"), factory))
				.withRootCauseInstanceOf(HostnameMismatchException.class);
			assertThat(elsewhere.connections()).isEmpty();
		});
	}

	private static int get(URI uri, SSLSocketFactory factory) throws IOException {
		HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
		connection.setSSLSocketFactory(factory);
		return connection.getResponseCode();
	}

	private static void assertSeenAsAsalieri() {
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
	}

	@HttpExchange
	interface Balances {

		@GetExchange("/balances")
		String all();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "balances", types = Balances.class)
	static class Services {

	}

}
