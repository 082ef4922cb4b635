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

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From files and environment variables to {@link SslCredentialsProperties}.
 */
class PropertyBindingTests {

	@ParameterizedTest
	@CsvSource({ "false, 1, true", "false, true, true", "true, 0, false", "true, false, false" })
	void verifyHostnameWhenInEnvironmentOverridesFile(boolean file, String variable, boolean expected)
			throws Exception {
		String yaml = "ssl:\n  verify-hostname: %s\n  clients:\n    bank:\n      verify-hostname: %s".formatted(file,
				file);
		SslCredentialsProperties properties = bind(yaml,
				Map.of("SSL_VERIFY_HOSTNAME", variable, "SSL_CLIENTS_BANK_VERIFY_HOSTNAME", variable));
		assertThat(properties.getVerifyHostname()).isEqualTo(expected);
		assertThat(properties.getClients().get("bank").getVerifyHostname()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "hosts: a.example,*.b.example", "hosts: 'a.example, *.b.example'",
			"hosts: [a.example, '*.b.example']", "hosts:\n  - a.example\n  - '*.b.example'" })
	void hostsAreListOrText(String hosts) throws Exception {
		assertThat(bind("ssl:\n  " + hosts.replace("\n", "\n  "), Map.of()).getHosts()).containsExactly("a.example",
				"*.b.example");
	}

	@Test
	void variablesOfOpenSslDoNoHarm() throws Exception {
		SslCredentialsProperties properties = bind("ssl:\n  credential: Employee/asalieri\n",
				Map.of("SSL_CERT_FILE", "/etc/ssl/cert.pem", "SSL_CERT_DIR", "/etc/ssl/certs"));
		assertThat(properties.getCredential()).isEqualTo("Employee/asalieri");
		assertThat(properties.getCaCertificates()).isNull();
		assertThat(properties.getClients()).isEmpty();
	}

	@Test
	void variablesAloneMakeClient() throws Exception {
		SslCredentialsProperties properties = bind("other: true", Map.of("SSL_CREDENTIAL", "Employee/asalieri",
				"SSL_CLIENTS_BANK_CREDENTIAL", "Employee/wamozart", "SSL_CLIENTS_BANK_HOSTS", "a.example,b.example"));
		assertThat(properties.getCredential()).isEqualTo("Employee/asalieri");
		assertThat(properties.getClients()).containsOnlyKeys("bank");
		assertThat(properties.getClients().get("bank").getHosts()).containsExactly("a.example", "b.example");
	}

	private static SslCredentialsProperties bind(String yaml, Map<String, Object> variables) throws Exception {
		StandardEnvironment environment = new StandardEnvironment();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load("application.yml",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
			environment.getPropertySources().addFirst(source);
		}
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
		return Binder.get(environment).bindOrCreate(SslCredentialsProperties.PREFIX, SslCredentialsProperties.class);
	}

}
