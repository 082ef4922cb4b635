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

package io.github.sslcredentials.docs;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.docs.app.Balance;
import io.github.sslcredentials.docs.app.Identities;
import io.github.sslcredentials.docs.app.Payments;
import io.github.sslcredentials.docs.app.Rates;
import io.github.sslcredentials.docs.app.Reports;
import io.github.sslcredentials.docs.app.Tenants;
import io.github.sslcredentials.docs.app.Transfer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code docs/getting-started.md}, and the snippets of the README.
 */
class GettingStartedTests {

	@TempDir
	static Path folder;

	private static Bank bank;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		bank = new Bank(folder);
		application = bank.start("getting-started.yml", Payments.class, Balance.class, Rates.class, Transfer.class,
				Tenants.class, Identities.class);
	}

	@AfterAll
	static void stop() {
		bank.close();
	}

	@Test
	void readmeClientPresentsCredential() {
		ConfigurableApplicationContext ofReadme = bank.start("readme.yml", Payments.class);
		assertThat(ofReadme.getBean(Payments.class).status("7")).contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void restTemplatePresentsCredential() {
		assertThat(application.getBean(Balance.class).of("7")).contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void restClientPresentsCredential() {
		assertThat(application.getBean(Rates.class).today()).contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void namedClientPresentsCredential() {
		assertThat(application.getBean(Payments.class).status("7")).contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void socketFactoryPresentsCredential() throws Exception {
		Transfer transfer = application.getBean(Transfer.class);
		try (Socket socket = transfer.open("localhost", bank.partner.port())) {
			assertThat(get(socket)).contains("CN=asalieri");
		}
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void clientOfPathPresentsCredential() {
		assertThat(application.getBean(Tenants.class).statement("asalieri", 1)).contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void clientOfUnknownPathIsRefused() {
		assertThatExceptionOfType(NoSuchCredentialException.class)
			.isThrownBy(() -> application.getBean(Tenants.class).statement("nobody", 1))
			.withMessage("No credential 'Employee/nobody/Address/1' in jpaCredentialRepository");
	}

	@Test
	void credentialTellsValidity() {
		assertThat(application.getBean(Identities.class).describe())
			.isEqualTo("CN=asalieri until " + bank.client.certificate().getNotAfter().toInstant());
	}

	@Test
	void recordInHandPresentsCredential() throws Exception {
		SslCredentials credentials = application.getBean(SslCredentials.class);
		Path privateKeyFile = bank.file("asalieri.key");
		Path certificateChainFile = bank.file("asalieri.crt");
		// tag::record[]
		CredentialRecord record = CredentialRecord.pem(Files.readString(privateKeyFile),
				Files.readString(certificateChainFile));
		SSLSocketFactory socketFactory = credentials.socketFactory(record);
		// end::record[]
		try (Socket socket = socketFactory.createSocket("localhost", bank.partner.port())) {
			assertThat(get(socket)).contains("CN=asalieri");
		}
		assertThat(bank.seen()).containsExactly("CN=asalieri");
	}

	@Test
	void ownRestTemplateStaysDefault() {
		ConfigurableApplicationContext withOwn = bank.start("getting-started.yml", OwnConfiguration.class,
				Reports.class);
		Reports reports = withOwn.getBean(Reports.class);
		assertThat(reports.own()).isSameAs(withOwn.getBean("internalRestTemplate"));
		assertThat(reports.identified().getForObject("https://api.bank.example/", String.class))
			.contains("CN=asalieri");
		assertThat(bank.seen()).containsExactly("CN=asalieri");
		assertThat(withOwn.getBeanProvider(RestTemplate.class).getIfUnique()).isSameAs(reports.own());
		assertThat(withOwn.getBeansOfType(RestTemplate.class)).containsAllEntriesOf(
				Map.of("internalRestTemplate", reports.own(), "sslCredentialsRestTemplate", reports.identified()));
	}

	private static String get(Socket socket) throws Exception {
		try (OutputStream output = socket.getOutputStream(); InputStream input = socket.getInputStream()) {
			output.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			output.flush();
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConfiguration {

		@Bean
		RestTemplate internalRestTemplate() {
			return new RestTemplate(new SimpleClientHttpRequestFactory());
		}

	}

}
