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

import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.store.jpa.JpaCredentialRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that lack a library: what does not need it is there.
 */
class OptionalLibraryTests {

	private static final String REST_CLIENT = "sslCredentialsRestClient";

	private static final String REST_TEMPLATE = "sslCredentialsRestTemplate";

	private static final String JPA = "jpaCredentialRepository";

	private static final List<Class<?>> CONFIGURATIONS = List.of(DataSourceAutoConfiguration.class,
			HibernateJpaAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
			RestTemplateAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
			SslCredentialsClientAutoConfiguration.class, SslCredentialsJpaAutoConfiguration.class);

	@Test
	void beansWhenNothingIsMissingAreAll() {
		runner("none").run((context) -> assertBeans(context, List.of(REST_CLIENT, REST_TEMPLATE, JPA)));
	}

	static Stream<Arguments> libraries() {
		return Stream.of(missing("jakarta.persistence.", REST_CLIENT, REST_TEMPLATE),
				missing("org.hibernate.", REST_CLIENT, REST_TEMPLATE),
				missing("org.springframework.orm.", REST_CLIENT, REST_TEMPLATE),
				missing("org.springframework.data.", REST_CLIENT, REST_TEMPLATE, JPA),
				missing("org.apache.hc.", REST_CLIENT, REST_TEMPLATE, JPA),
				missing("org.springframework.boot.restclient.", REST_CLIENT, JPA),
				missing("org.springframework.boot.http.client. org.springframework.boot.restclient.", JPA),
				missing("org.bouncycastle.", REST_CLIENT, REST_TEMPLATE, JPA),
				missing("org.springframework.web. org.springframework.http.", JPA),
				missing("io.micrometer.", REST_CLIENT, REST_TEMPLATE, JPA),
				missing("org.springframework.boot.hibernate.", REST_CLIENT, REST_TEMPLATE),
				missing("org.springframework.boot.jdbc. org.springframework.boot.hibernate.", REST_CLIENT,
						REST_TEMPLATE),
				missing("javax.sql.", REST_CLIENT, REST_TEMPLATE));
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void beansWhenLibraryIsMissingAreTheOthers(String library, List<String> expected) {
		runner(library).withClassLoader(without(library)).run((context) -> assertBeans(context, expected));
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void failureAnalyzersWhenLibraryIsMissingCanBeMade(String library, List<String> expected) {
		ClassLoader classLoader = without(library);
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation(classLoader)
			.load(FailureAnalyzer.class, (type, name, failure) -> {
				assertThat(name).doesNotStartWith("io.github.sslcredentials");
			});
		assertThat(analyzers).filteredOn((analyzer) -> analyzer instanceof CredentialFailureAnalyzer).hasSize(1);
	}

	private static Arguments missing(String library, String... expected) {
		return Arguments.of(library, List.of(expected));
	}

	private static FilteredClassLoader without(String libraries) {
		return new FilteredClassLoader(libraries.split(" "));
	}

	/** An auto-configuration is gone with its library. */
	private static ApplicationContextRunner runner(String libraries) {
		Class<?>[] configurations = CONFIGURATIONS.stream()
			.filter((type) -> Stream.of(libraries.split(" ")).noneMatch(type.getName()::startsWith))
			.toArray(Class<?>[]::new);
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(configurations))
			.withBean("theirs", CredentialRepository.class, () -> (path) -> null)
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1", "ssl.clients.bank.hosts=localhost",
					"spring.datasource.generate-unique-name=true");
	}

	private static void assertBeans(AssertableApplicationContext context, List<String> expected) {
		assertThat(context).hasNotFailed().hasSingleBean(SslCredentials.class).hasBean("sslCredentialsSocketFactory");
		assertThat(context.getBean("ssl.clients.bank.SSLSocketFactory")).isInstanceOf(SSLSocketFactory.class);
		assertThat(Stream.of(REST_CLIENT, REST_TEMPLATE, JPA).filter(context::containsBean))
			.containsExactlyElementsOf(expected);
		assertThat(context.containsBean("ssl.clients.bank.RestClient")).isEqualTo(expected.contains(REST_CLIENT));
		assertThat(context.containsBean("ssl.clients.bank.RestTemplate")).isEqualTo(expected.contains(REST_TEMPLATE));
		assertThat(context.getBeanNamesForType(SslClients.class)).hasSize(expected.contains(REST_CLIENT) ? 1 : 0);
		assertThat(context.getBeanNamesForType(JpaCredentialRepository.class)).hasSize(expected.contains(JPA) ? 1 : 0);
	}

}
