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

import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.store.jpa.JpaCredentialRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is switched on and off.
 */
class SwitchTests {

	private static final String ACTION = "Set the property to 'true' or 'false', or remove it.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
				SslCredentialsAutoConfiguration.class, SslCredentialsClientAutoConfiguration.class,
				SslCredentialsJpaAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	@ParameterizedTest
	@ValueSource(strings = { "true", "TRUE", "1", "yes", "on" })
	void beansWhenSwitchedOnAreThere(String value) {
		this.runner.withPropertyValues("ssl.enabled=" + value, "ssl.store.jpa.enabled=" + value)
			.run((context) -> assertThat(context).hasSingleBean(SslCredentials.class)
				.hasSingleBean(JpaCredentialRepository.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "no", "off" })
	void beansWhenSwitchedOffAreNone(String value) {
		this.runner.withPropertyValues("ssl.enabled=" + value)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SslCredentials.class)
				.doesNotHaveBean(JpaCredentialRepository.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "no", "off" })
	void repositoryWhenJpaIsSwitchedOffIsNone(String value) {
		this.runner.withPropertyValues("ssl.store.jpa.enabled=" + value)
			.run((context) -> assertThat(context).hasSingleBean(SslCredentials.class)
				.doesNotHaveBean(JpaCredentialRepository.class));
	}

	@ParameterizedTest
	@CsvSource({ "ssl.enabled, maybe", "ssl.enabled, ''", "ssl.store.jpa.enabled, maybe" })
	void startWhenSwitchIsNeitherSaysSo(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value)
			.run((context) -> StartFailure.assertExplained(context,
					"The property '%s': the value is neither true nor false.".formatted(property), ACTION));
	}

}
