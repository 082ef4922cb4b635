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

import java.util.Objects;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A named client that is asked for without its name is explained at start.
 *
 * @author SSL Credentials contributors
 */
class NamedClientFailureTests {

	private static final String[] CLIENTS = { "ssl.clients.my-bank.credential=Address/2",
			"ssl.clients.bank.credential=Address/1" };

	@Test
	void analyzeWhenQualifierIsMissingListsClients() {
		FailureAnalysis analysis = Objects.requireNonNull(analyze(WithoutQualifier.class, CLIENTS));
		assertThat(analysis.getDescription()).isEqualTo(
				"Parameter 0 of method consumer in %s required a bean of type 'javax.net.ssl.SSLSocketFactory' that could not be found. The clients of 'ssl.clients' are injected by @Qualifier only, and there are: 'bank', 'my-bank'."
					.formatted(WithoutQualifier.class.getName()));
		assertThat(analysis.getAction()).isEqualTo(
				"Annotate it with @Qualifier and the name of one of these clients. A bean that is injected by type is there if 'ssl.credential' is set.");
	}

	@Test
	void analyzeWhenQualifierIsUnknownListsClients() {
		FailureAnalysis analysis = Objects.requireNonNull(analyze(WithUnknownQualifier.class, CLIENTS));
		assertThat(analysis.getDescription()).endsWith("and there are: 'bank', 'my-bank'.");
	}

	@Test
	void analyzeWhenThereAreNoClientsSaysWhenTheyAreThere() {
		FailureAnalysis analysis = Objects.requireNonNull(analyze(WithoutQualifier.class));
		assertThat(analysis.getDescription()).isEqualTo(
				"Parameter 0 of method consumer in %s required a bean of type 'javax.net.ssl.SSLSocketFactory' that could not be found."
					.formatted(WithoutQualifier.class.getName()));
		assertThat(analysis.getAction()).isEqualTo(
				"Consider defining a bean of type 'javax.net.ssl.SSLSocketFactory' in your configuration. One that presents a credential is there if 'ssl.credential' is set, or by @Qualifier for each client of 'ssl.clients'.");
	}

	@Test
	void analyzeWhenNotEnabledSaysSo() {
		FailureAnalysis analysis = Objects.requireNonNull(
				analyze(WithUnknownQualifier.class, "ssl.enabled=false", "ssl.clients.bnak.credential=Address/1"));
		assertThat(analysis.getDescription()).isEqualTo(
				"Parameter 0 of method consumer in %s required a bean of type 'javax.net.ssl.SSLSocketFactory' that could not be found. 'ssl.enabled' is not true, so that there are no clients of 'ssl.*'."
					.formatted(WithUnknownQualifier.class.getName()));
		assertThat(analysis.getAction()).isEqualTo(
				"Remove 'ssl.enabled', or define a bean of type 'javax.net.ssl.SSLSocketFactory' in your configuration.");
	}

	@Test
	void analyzeWhenBeanIsOfAnotherTypeLeavesItToOthers() {
		assertThat(analyze(WithoutOtherBean.class, CLIENTS)).isNull();
	}

	private static @Nullable FailureAnalysis analyze(Class<?> configuration, String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			environment.setProperty(property.split("=")[0], property.split("=")[1]);
		}
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
			.withBean(CredentialRepository.class, () -> (path) -> null)
			.withUserConfiguration(configuration)
			.withPropertyValues(properties)
			.run((context) -> analysis[0] = new NamedClientFailureAnalyzer(environment)
				.analyze(Objects.requireNonNull(context.getStartupFailure())));
		return analysis[0];
	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutQualifier {

		@Bean
		String consumer(SSLSocketFactory socketFactory) {
			return socketFactory.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithUnknownQualifier {

		@Bean
		String consumer(@Qualifier("bnak") SSLSocketFactory socketFactory) {
			return socketFactory.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutOtherBean {

		@Bean
		String consumer(StringBuilder other) {
			return other.toString();
		}

	}

}
