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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.sslcredentials.app.EmployeeApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of profiles, as the configuration of an application has them.
 */
class ProfileTests {

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		write("application.yml", """
				ssl:
				  credential: Employee/asalieri/Address/1
				  clients:
				    bank:
				      hosts: [a.bank.example, b.bank.example]
				      verifyHostname: true
				      ca-certificates: system
				    my-bank:
				      hosts: "${bank.host:c.bank.example}, d.bank.example"
				      VERIFY_HOSTNAME: false
				""");
	}

	@Test
	void profileReplacesOneKeyAndKeepsTheOthers() throws IOException {
		write("application-prod.yml", """
				ssl:
				  clients:
				    bank:
				      hosts: [prod.bank.example]
				    prod-only:
				      hosts: prod.bank.example
				""");
		try (ConfigurableApplicationContext application = start("spring.profiles.active=prod")) {
			SslCredentialsProperties properties = application.getBean(SslCredentialsProperties.class);
			assertThat(properties.getClients()).containsOnlyKeys("bank", "my-bank", "prod-only");
			SslCredentialsClientProperties bank = properties.getClients().get("bank");
			assertThat(bank.getHosts()).containsExactly("prod.bank.example");
			assertThat(bank.getCaCertificates()).containsExactly("system");
			assertThat(bank.getVerifyHostname()).isTrue();
			assertThat(application.containsBean("ssl.clients.prod-only.RestClient")).isTrue();
		}
	}

	@Test
	void withoutProfileItsClientsAreNone() throws IOException {
		write("application-prod.yml", "ssl.clients.prod-only.hosts: prod.bank.example");
		try (ConfigurableApplicationContext application = start("bank.host=placed.bank.example")) {
			SslCredentialsProperties properties = application.getBean(SslCredentialsProperties.class);
			assertThat(properties.getClients()).containsOnlyKeys("bank", "my-bank");
			assertThat(properties.getClients().get("my-bank").getHosts()).containsExactly("placed.bank.example",
					"d.bank.example");
			assertThat(properties.getClients().get("my-bank").getVerifyHostname()).isFalse();
		}
	}

	@Test
	void profileSwitchesOff() throws IOException {
		write("application-plain.yml", "ssl.enabled: off");
		try (ConfigurableApplicationContext application = start("spring.profiles.active=plain")) {
			assertThat(application.getBeanNamesForType(SslCredentialsProperties.class)).isEmpty();
		}
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.folder.resolve(name), content);
	}

	private ConfigurableApplicationContext start(String... properties) {
		String[] all = Stream.concat(Stream.of("spring.config.location=" + this.folder.toUri()), Stream.of(properties))
			.toArray(String[]::new);
		return EmployeeApplication.start(all);
	}

}
