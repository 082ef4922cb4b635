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

import java.util.Map;

import io.github.sslcredentials.CredentialRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys of {@code ssl.*} that mean nothing are warned of.
 *
 * @author SSL Credentials contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownKeyTests {

	private static final String UNKNOWN = "'%s' is no property of SSL Credentials, and has no effect";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
		.withBean(CredentialRepository.class, () -> (path) -> null);

	@ParameterizedTest
	@CsvSource({ "ssl.verify-hostnam, ssl.verify-hostname", "ssl.credentials, ssl.credential",
			"ssl.ca-certificate, ssl.ca-certificates", "ssl.host[0], ssl.hosts",
			"ssl.verfiy-hostname, ssl.verify-hostname", "ssl.client.bank.hosts, ssl.clients",
			"ssl.store.timeuot, ssl.store.timeout" })
	void startWhenKeyIsMisspeltNamesTheRightOne(String key, String known, CapturedOutput output) {
		this.runner.withPropertyValues(key + "=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce((UNKNOWN + "; perhaps '%s' is meant%n").formatted(key, known));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl.keystore.location", "ssl.protocols", "ssl.store.foo", "ssl.credential.path" })
	void startWhenKeyIsOfOthersNamesNone(String key, CapturedOutput output) {
		this.runner.withPropertyValues(key + "=none").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce((UNKNOWN + "%n").formatted(key));
		});
	}

	@Test
	void startWhenKeysAreKnownIsQuiet(CapturedOutput output) {
		this.runner
			.withPropertyValues("ssl.credential=Address/1", "ssl.hosts[0]=api.bank.example",
					"ssl.caCertificates=system", "ssl.enabled=true", "ssl.store.jpa.enabled=true",
					"ssl.store.timeout=5s", "ssl.clients.my-bank.fail-fast=false", "sslmode=require")
			.run((context) -> assertThat(output).doesNotContain("is no property"));
	}

	@Test
	void startWhenKeyIsInEnvironmentIsQuiet(CapturedOutput output) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment()))
			.withSystemProperties("ssl.debug=true")
			.run((context) -> {
				assertThat(context.getEnvironment().getProperty("ssl.cert.file")).isEqualTo("/etc/ssl/cert.pem");
				assertThat(output).doesNotContain("is no property");
			});
	}

	@Test
	void startWhenItFailsForWantOfKeyWarnsBefore(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.credentials=Address/1", "ssl.clients.bank.hosts=api.bank.example")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(output).containsOnlyOnce(UNKNOWN.formatted("ssl.credentials"));
			});
	}

	@Test
	void startWhenValueCannotBeBoundWarnsAndFails(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.store.timeout=soon", "ssl.credentials=Address/1").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(output).containsOnlyOnce(UNKNOWN.formatted("ssl.credentials"));
		});
	}

	private static PropertySource<?> environment() {
		return new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				Map.of("SSL_CERT_FILE", "/etc/ssl/cert.pem", "SSL_CERT_DIR", "/etc/ssl/certs"));
	}

}
