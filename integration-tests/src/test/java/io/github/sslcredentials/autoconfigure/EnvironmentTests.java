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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What environment variables set, and what those of others must not.
 */
@ExtendWith(OutputCaptureExtension.class)
class EnvironmentTests {

	private static final String IGNORED = "The environment variable '%s' is of no client, and has no effect; perhaps '%s' is meant";

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@ParameterizedTest
	@CsvSource({ "my-bank, SSL_CLIENTS_MYBANK_CREDENTIAL", "my-bank, SSL_CLIENTS_MY_BANK_CREDENTIAL",
			"my_bank, SSL_CLIENTS_MYBANK_CREDENTIAL", "my_bank, SSL_CLIENTS_MY_BANK_CREDENTIAL",
			"myBank, SSL_CLIENTS_MYBANK_CREDENTIAL", "mybank, SSL_CLIENTS_MYBANK_CREDENTIAL" })
	void variableOfClientInFileSetsIt(String client, String variable, CapturedOutput output) {
		runner(Map.of(variable, InMemoryApplication.WAMOZART))
			.withPropertyValues("ssl.clients." + client + ".verify-hostname=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SslCredentialsProperties.class).getClients()).containsOnlyKeys(client);
				context.getBean("ssl.clients." + client + ".RestClient", RestClient.class)
					.get()
					.uri(partner.uri("/"))
					.retrieve()
					.toBodilessEntity();
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=wamozart");
				assertThat(output).doesNotContain("no effect");
			});
	}

	@ParameterizedTest
	@CsvSource({ "SSL_CLIENTS_MYBANK_VERIFYHOSTNAME, 1", "SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME, 1",
			"ssl_clients_mybank_verifyhostname, 1", "SSL_CLIENTS_MYBANK_VERIFYHOSTNAME, 0",
			"SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME, 0" })
	void switchOfClientInFileIsThatOfVariableAndHasNoTwin(String variable, String value) {
		runner(Map.of(variable, value))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("file",
						Map.of("ssl.clients.my-bank.verify-hostname", value.equals("0")))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SslCredentialsProperties.class).getClients()).containsOnlyKeys("my-bank");
				assertThat(
						context.getBean(SslCredentialsProperties.class).getClients().get("my-bank").getVerifyHostname())
					.isEqualTo(value.equals("1"));
				assertThat(context.getBeanNamesForType(SSLSocketFactory.class))
					.containsExactlyInAnyOrder("sslCredentialsSocketFactory", "ssl.clients.my-bank.SSLSocketFactory");
			});
	}

	@ParameterizedTest
	@CsvSource({ "SSL_CLIENTS_MYBANK_VERIFY_HOSTNAME, SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME",
			"SSL_CLIENTS_MY_BANK_VERIFYHOSTNAME, SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME",
			"ssl_clients_my_bank_verify_hostname, SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME",
			"ssl_clients_mybank_verify_hostname, SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME",
			"SSL_CLIENTS_M_YBANK_CREDENTIAL, SSL_CLIENTS_MY_BANK_CREDENTIAL",
			"SSL_CLIENTS_MYBANK_CA_CERTIFICATES_0, SSL_CLIENTS_MY_BANK_CA_CERTIFICATES_0" })
	void variableThatWouldHaveNoEffectOnClientIsRefused(String variable, String right, CapturedOutput output) {
		runner(Map.of(variable, "1")).withPropertyValues("ssl.clients.my-bank.verify-hostname=false")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(SslCredentialsPropertyException.class, (ex) -> {
					assertThat(ex).hasMessage(
							"'ssl.clients.my-bank': the environment variable '%s' has no effect on the client 'my-bank'",
							variable);
					assertThat(ex.action()).isEqualTo("Name it '%s', or remove it.", right);
				}));
	}

	@Test
	void variablesAloneMakeClient() {
		runner(Map.of("SSL_CLIENTS_BANK_CREDENTIAL", InMemoryApplication.WAMOZART, "SSL_CLIENTS_BANK_HOSTS",
				"localhost"))
			.run((context) -> {
				context.getBean("ssl.clients.bank.RestClient", RestClient.class)
					.get()
					.uri(partner.uri("/"))
					.retrieve()
					.toBodilessEntity();
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=wamozart");
			});
	}

	@Test
	void variableOfClientThatThereIsNotIsSaid(CapturedOutput output) {
		runner(Map.of("SSL_CLIENTS_MY_BANK_CREDENTIAL", InMemoryApplication.WAMOZART)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SslCredentialsProperties.class).getClients()).isEmpty();
			assertThat(output)
				.containsOnlyOnce(IGNORED.formatted("SSL_CLIENTS_MY_BANK_CREDENTIAL", "SSL_CLIENTS_MYBANK_CREDENTIAL"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSL", "SSL_CLIENTS", "SSL_CLIENTS_MY_BANK", "SSL_STORE", "SSL_STORE_JDBC",
			"SSL_STORE_JPA", "SSL_ENCRYPTION", "SSL_ENCRYPTION_KEYS", "SSL_REFRESH", "SSL_POOL", "SSL_EXPIRY",
			"SSL_HOSTS", "SSL_CA_CERTIFICATES", "SSL_CIPHERS", "SSL_CREDENTIAL", "SSL_ENABLED" })
	void serviceOfKubernetesBindsNothing(String service, CapturedOutput output) {
		runner(service(service)).withPropertyValues("ssl.clients.my-bank.hosts=localhost").run((context) -> {
			assertThat(context).hasNotFailed();
			SslCredentialsProperties properties = context.getBean(SslCredentialsProperties.class);
			assertThat(properties).usingRecursiveComparison().isEqualTo(withoutService());
			assertThat(context.getBeanNamesForType(SSLSocketFactory.class)).hasSize(2);
			assertThat(output).doesNotContain("WARN").doesNotContain("10.0.0.1");
		});
	}

	@Test
	void keyInVariableBesideServiceOfKubernetesIsTaken() {
		Map<String, Object> variables = service("SSL_ENCRYPTION_KEYS");
		variables.put("SSL_ENCRYPTION_KEYS_K1", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
		runner(variables)
			.run((context) -> assertThat(context.getBean(SslCredentialsProperties.class).getEncryption().getKeys())
				.containsOnlyKeys("k1"));
	}

	@Test
	void variablesOfOpenSslDoNoHarm(CapturedOutput output) {
		runner(Map.of("SSL_CERT_FILE", "/etc/ssl/cert.pem", "SSL_CERT_DIR", "/etc/ssl/certs")).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("WARN").doesNotContain("/etc/ssl");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "false", "off", "no", "FALSE" })
	void beansWhenSwitchedOffByVariableAreNone(String value) {
		RestClient theirs = RestClient.create();
		runner(Map.of("SSL_ENABLED", value)).withBean("theirs", RestClient.class, () -> theirs).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(SslCredentials.class);
			assertThat(context.getBean(RestClient.class)).isSameAs(theirs);
			assertThat(List.of(context.getBeanDefinitionNames())).noneMatch((name) -> name.startsWith("ssl"));
		});
	}

	private static SslCredentialsProperties withoutService() {
		SslCredentialsProperties[] properties = new SslCredentialsProperties[1];
		runner(Map.of()).withPropertyValues("ssl.clients.my-bank.hosts=localhost")
			.run((context) -> properties[0] = context.getBean(SslCredentialsProperties.class));
		return properties[0];
	}

	private static Map<String, Object> service(String name) {
		return new HashMap<>(Map.of(name + "_SERVICE_HOST", "10.0.0.1", name + "_SERVICE_PORT", "443",
				name + "_SERVICE_PORT_HTTPS", "443", name + "_PORT", "tcp://10.0.0.1:443", name + "_PORT_443_TCP",
				"tcp://10.0.0.1:443", name + "_PORT_443_TCP_PROTO", "tcp", name + "_PORT_443_TCP_PORT", "443",
				name + "_PORT_443_TCP_ADDR", "10.0.0.1"));
	}

	private static ApplicationContextRunner runner(Map<String, Object> variables) {
		return InMemoryApplication.asalieri()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables)));
	}

}
