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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.SslCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings that leave out a check are warned of: at start where they are in force then,
 * else when they come into force.
 *
 * @author SSL Credentials contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class StartWarningTests {

	private static final String CREDENTIAL = "ssl.credential=Employee/asalieri/Address/1";

	private static final String UNVERIFIED = "'%s.verify-hostname' is false: whoever has a certificate that is trusted can pose as the host";

	private static final String ANY_HOST = "'ssl.hosts' is not set: identities that are asked for at run time are offered to any host that is called";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
		.withBean(CredentialRepository.class, () -> (path) -> null);

	@Test
	void startWhenNothingIsSetIsQuiet(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("ssl.");
		});
	}

	@Test
	void startWhenHostnameIsNotVerifiedWithoutCredentialWarns(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.verify-hostname=false")
			.run((context) -> assertThat(output).containsOnlyOnce(UNVERIFIED.formatted("ssl")));
	}

	@Test
	void startWhenHostnameIsNotVerifiedWarnsForEachClient(CapturedOutput output) {
		this.runner
			.withPropertyValues(CREDENTIAL, "ssl.verify-hostname=false", "ssl.clients.bank.hosts=api.bank.example",
					"ssl.clients.strict.verify-hostname=true")
			.run((context) -> assertThat(output).containsOnlyOnce(UNVERIFIED.formatted("ssl"))
				.containsOnlyOnce(UNVERIFIED.formatted("ssl.clients.bank"))
				.doesNotContain(UNVERIFIED.formatted("ssl.clients.strict")));
	}

	@Test
	void startWhenClientHasNoHostsWarns(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.clients.bank.credential=Employee/asalieri/Address/1")
			.run((context) -> assertThat(output).containsOnlyOnce(
					"'ssl.clients.bank.hosts' is not set: the identity 'Employee/asalieri/Address/1' is offered to any host that is called")
				.doesNotContain(ANY_HOST));
	}

	@Test
	void contextOfPathWhenThereAreNoHostsWarnsOnce(CapturedOutput output) {
		this.runner.run((context) -> {
			credentials(context).sslContext(CredentialPath.of("Address", 1));
			credentials(context).socketFactory(CredentialPath.of("Address", 2));
			assertThat(output).containsOnlyOnce(ANY_HOST);
		});
	}

	@Test
	void contextOfRecordWhenThereAreNoHostsWarns(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThatExceptionOfType(InvalidCredentialException.class)
				.isThrownBy(() -> credentials(context).sslContext(CredentialRecord.pem("", "")));
			assertThat(output).containsOnlyOnce(ANY_HOST);
		});
	}

	@Test
	void contextOfPathWhenThereAreHostsIsQuiet(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.hosts=api.bank.example").run((context) -> {
			credentials(context).sslContext(CredentialPath.of("Address", 1));
			assertThat(output).doesNotContain("is not set");
		});
	}

	@Test
	void serverWhenThereAreNoHostsIsQuiet(CapturedOutput output) {
		this.runner.run((context) -> {
			credentials(context).serverSocketFactory(CredentialPath.of("Address", 1));
			assertThat(output).doesNotContain(ANY_HOST);
		});
	}

	private static SslCredentials credentials(ApplicationContext context) {
		return context.getBean(SslCredentials.class);
	}

}
