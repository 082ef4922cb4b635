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

package io.github.sslcredentials.application;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with all of their auto-configuration, that differ in what they are and
 * where their credentials are.
 */
class ApplicationShapeTests {

	private static final String PATH = "Employee/asalieri/Address/1";

	private static final CredentialRecord RECORD = InMemoryApplication.CA.issueClient("asalieri").record();

	private static final String[] NO_DATABASE = { "org.h2.", "org.postgresql.", "org.springframework.jdbc.",
			"jakarta.persistence.", "org.hibernate.", "org.flywaydb." };

	private static final String[] NO_JPA = { "jakarta.persistence.", "org.hibernate.", "org.springframework.data.jpa.",
			"org.flywaydb." };

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@ParameterizedTest
	@EnumSource(names = { "NONE", "SERVLET", "REACTIVE" })
	void entityIsPresented(WebApplicationType type) {
		try (ConfigurableApplicationContext application = start(type, EmployeeApplication.class, List.of(),
				"spring.jpa.hibernate.ddl-auto=update")) {
			assertServer(type, application);
			EmployeeApplication.store(application, "asalieri", 1, RECORD);
			assertPresented(application);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "SERVLET", "REACTIVE" })
	void rowOfTableIsPresentedWithoutJpa(WebApplicationType type) {
		try (ConfigurableApplicationContext application = start(type, Plain.class, List.of(NO_JPA),
				"ssl.store.jdbc.enabled=true")) {
			assertServer(type, application);
			assertThat(application.getBeanNamesForType(EntityManagerFactory.class)).isEmpty();
			application.getBean(CredentialStore.class).store(CredentialPath.parse(PATH), RECORD);
			assertPresented(application);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "SERVLET", "REACTIVE" })
	void recordInMemoryIsPresentedWithoutDatabase(WebApplicationType type) {
		try (ConfigurableApplicationContext application = start(type, InMemory.class, List.of(NO_DATABASE))) {
			assertServer(type, application);
			assertThat(application.getBeanNamesForType(DataSource.class)).isEmpty();
			assertPresented(application);
		}
	}

	@Test
	void credentialIsPresentedBesideSpringSecurity() {
		try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET, InMemory.class,
				List.of(NO_DATABASE))) {
			assertThat(application.getBeanNamesForType(SecurityFilterChain.class)).isNotEmpty();
			assertPresented(application);
		}
	}

	@Test
	void credentialIsPresentedWithoutSpringSecurity() {
		try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET, InMemory.class,
				Stream.concat(Stream.of(NO_DATABASE), Stream.of("org.springframework.security.")).toList())) {
			assertThat(application.getBeanNamesForType(SecurityFilterChain.class)).isEmpty();
			assertPresented(application);
		}
	}

	@Test
	void credentialIsPresentedBesideRegistrarOfOthers() {
		try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET, Cloud.class,
				List.of(NO_DATABASE))) {
			assertThat(application.getBean(SslBundles.class).getBundleNames()).containsExactly("bank", "cloud");
			assertThat(application.getBean(SslBundles.class).getBundle("cloud")).isSameAs(Cloud.BUNDLE);
			assertPresented(application);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "SERVLET", "REACTIVE" })
	void injectionByTypeIsAsWithoutUs(WebApplicationType type) {
		try (ConfigurableApplicationContext without = start(type, InMemory.class, List.of(NO_DATABASE),
				"ssl.enabled=false");
				ConfigurableApplicationContext with = start(type, InMemory.class, List.of(NO_DATABASE))) {
			assertThat(without.getBeanNamesForType(SslCredentials.class)).isEmpty();
			assertThat(with.getBeanNamesForType(SslCredentials.class)).isNotEmpty();
			assertThat(available(with)).isEqualTo(available(without)).containsExactly(false, false, false, false, true);
		}
	}

	private static List<Boolean> available(ConfigurableApplicationContext application) {
		return application.getBean(Injected.class).all().stream().map((bean) -> bean.getIfAvailable() != null).toList();
	}

	private static void assertServer(WebApplicationType type, ConfigurableApplicationContext application) {
		if (type == WebApplicationType.NONE) {
			assertThat(application).isNotInstanceOf(WebServerApplicationContext.class);
		}
		else {
			String server = (type == WebApplicationType.SERVLET) ? "TomcatWebServer" : "NettyWebServer";
			assertThat(((WebServerApplicationContext) application).getWebServer().getClass().getSimpleName())
				.isEqualTo(server);
		}
	}

	private static void assertPresented(ConfigurableApplicationContext application) {
		application.getBean("ssl.clients.bank.RestClient", RestClient.class)
			.get()
			.uri(partner.uri("/"))
			.retrieve()
			.toBodilessEntity();
		assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, Class<?> source, List<String> absent,
			String... properties) {
		ClassLoader classLoader = new FilteredClassLoader(absent.toArray(String[]::new));
		return new SpringApplicationBuilder(new DefaultResourceLoader(classLoader), source).web(type)
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false", "server.port=0",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "spring.flyway.enabled=false",
					"spring.jpa.open-in-view=false", "logging.level.root=warn", "ssl.clients.bank.hosts=localhost",
					"ssl.clients.bank.credential=" + PATH,
					"ssl.clients.bank.ca-certificates=" + InMemoryApplication.caLocation())
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Plain {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class InMemory {

		@Bean
		CredentialRepository repository() {
			return (path) -> RECORD;
		}

		@Bean
		Injected injected(ObjectProvider<RestClient> restClient, ObjectProvider<RestTemplate> restTemplate,
				ObjectProvider<WebClient> webClient, ObjectProvider<SSLSocketFactory> socketFactory,
				ObjectProvider<RestClient.Builder> builder) {
			return new Injected(List.of(restClient, restTemplate, webClient, socketFactory, builder));
		}

	}

	/**
	 * What is injected by its type.
	 */
	record Injected(List<ObjectProvider<?>> all) {
	}

	/** Some of Spring Cloud register bundles of their own. */
	@Configuration(proxyBeanMethods = false)
	static class Cloud extends InMemory {

		static final SslBundle BUNDLE = SslBundle.of(null);

		@Bean
		SslBundleRegistrar cloudRegistrar() {
			return (registry) -> registry.registerBundle("cloud", BUNDLE);
		}

	}

}
