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

package io.github.sslcredentials.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import jakarta.annotation.PostConstruct;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that use their identity at all times of their start, however they start.
 */
@Timeout(60)
class StartTests {

	private static final String DATABASE = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()
			+ ";DB_CLOSE_DELAY=-1";

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@BeforeAll
	static void store() {
		try (ConfigurableApplicationContext application = EmployeeApplication.start(DATABASE)) {
			EmployeeApplication.store(application, "asalieri", 1,
					InMemoryApplication.CA.issueClient("stored").record());
		}
	}

	@Test
	void callInPostConstructPresentsCredential() {
		start(AtConstruction.class).close();
		assertSeen("CN=stored");
	}

	@Test
	void callInPostConstructWhenLazilyInitializedPresentsCredential() {
		start(AtConstruction.class, "spring.main.lazy-initialization=true").getBean("caller");
		assertSeen("CN=stored");
	}

	@Test
	void callInPostConstructWhenBootstrappedInBackgroundPresentsCredential() {
		start(AtConstruction.class, "spring.jpa.bootstrap=async").close();
		assertSeen("CN=stored");
	}

	@Test
	void callBeforeSingletonsWhileWebServerStartsPresentsCredential() {
		start(InFilter.class, "spring.main.web-application-type=servlet", "server.port=0").close();
		assertSeen("CN=stored");
	}

	@Test
	void callInRunnerPresentsCredential() {
		start(InRunner.class).close();
		assertSeen("CN=stored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.lazy-initialization=true", "spring.jpa.bootstrap=async" })
	void callWhenStartedOtherwisePresentsCredential(String property) {
		try (ConfigurableApplicationContext application = start(None.class, property)) {
			application.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
		}
		assertSeen("CN=stored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.lazy-initialization=true", "spring.jpa.bootstrap=async" })
	void callOfNamedClientWhenStartedOtherwisePresentsCredential(String property) {
		try (ConfigurableApplicationContext application = start(Bank.class, property,
				"ssl.clients.bank.credential=Employee/asalieri/Address/1")) {
			application.getBean(Bank.class).restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			assertThat(application.getBean(EntityManagerFactory.class).isOpen()).isTrue();
		}
		assertSeen("CN=stored");
	}

	@Test
	void startWhenInBackgroundWithoutCredentialsHasBeans() {
		try (ConfigurableApplicationContext application = EmployeeApplication.start(DATABASE,
				"spring.jpa.bootstrap=async")) {
			assertThat(application.getBean(SslCredentials.class)
				.get(CredentialPath.of("Employee", "asalieri", "Address", 1))
				.certificate()
				.getSubjectX500Principal()).hasToString("CN=stored");
			assertThat(application.getBean(SslClients.class)).isNotNull();
		}
	}

	@Test
	void callWhenApplicationHasOwnRepositoryAsksItFirst() {
		try (ConfigurableApplicationContext application = start(OwnRepository.class)) {
			application.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
			assertThat(application.getBeansOfType(CredentialRepository.class)).containsOnlyKeys("theirs",
					"jpaCredentialRepository");
		}
		assertSeen("CN=theirs");
	}

	@Test
	void callWhenOwnRepositoryHasNoneAsksEntities() {
		try (ConfigurableApplicationContext application = start(EmptyRepository.class)) {
			application.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
		}
		assertSeen("CN=stored");
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
		String[] all = Stream.concat(Stream.of(DATABASE, "ssl.credential=Employee/asalieri/Address/1",
				"ssl.hosts=localhost", "ssl.ca-certificates=" + InMemoryApplication.caLocation(),
				"partner=" + partner.uri("/"), "ssl.store.timeout=10s"), Stream.of(properties))
			.toArray(String[]::new);
		return EmployeeApplication.start(List.of(configuration), all);
	}

	private static void assertSeen(String name) {
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly(name);
	}

	@Configuration(proxyBeanMethods = false)
	static class None {

	}

	static class Bank {

		final RestClient restClient;

		Bank(@Qualifier("bank") RestClient restClient) {
			this.restClient = restClient;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AtConstruction {

		@Bean
		Caller caller(RestTemplate restTemplate, @Value("${partner}") String partner) {
			return new Caller(restTemplate, partner);
		}

	}

	record Caller(RestTemplate restTemplate, String partner) {

		@PostConstruct
		void call() {
			this.restTemplate.getForObject(this.partner, String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InRunner {

		@Bean
		ApplicationRunner runner(RestTemplate restTemplate, @Value("${partner}") String partner) {
			return (arguments) -> restTemplate.getForObject(partner, String.class);
		}

	}

	/** Filters are made before all other singletons. */
	@Configuration(proxyBeanMethods = false)
	static class InFilter {

		@Bean
		CallingFilter filter(RestTemplate restTemplate, @Value("${partner}") String partner) {
			restTemplate.getForObject(partner, String.class);
			return new CallingFilter();
		}

	}

	static class CallingFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			chain.doFilter(request, response);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRepository {

		@Bean
		CredentialRepository theirs() {
			return (path) -> InMemoryApplication.CA.issueClient("theirs").record();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EmptyRepository {

		@Bean
		CredentialRepository theirs() {
			return (path) -> null;
		}

	}

}
