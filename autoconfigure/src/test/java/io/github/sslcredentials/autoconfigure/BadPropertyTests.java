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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialRepository;
import io.netty.pkitesting.CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is wrong in the properties is explained at start.
 *
 * @author SSL Credentials contributors
 */
class BadPropertyTests {

	private static final String READABLE = "See that it is a file that exists, and that this process may read it.";

	private static final String CERTIFICATES = "Let it have certificates in PEM ('-----BEGIN CERTIFICATE-----') or DER, all of them undamaged.";

	private static final String PAIRS = "Write pairs of a kind and an id, ancestors first, such as 'Employee/asalieri/Address/1'.";

	private static final String LIST = "List at least one, or remove the property for what is inherited or the default.";

	private static final String RENAME = "Give the two clients names that differ in more. If one is meant to be set by an environment variable, name it in lower case, with letters and digits only.";

	/** What Kubernetes puts into the environment for a service named 'ssl-clients'. */
	private static final Map<String, Object> SERVICE = Map.of("SSL_CLIENTS_PORT", "tcp://10.0.0.1:443",
			"SSL_CLIENTS_PORT_443_TCP", "tcp://10.0.0.1:443", "SSL_CLIENTS_PORT_443_TCP_ADDR", "10.0.0.1",
			"SSL_CLIENTS_PORT_443_TCP_PORT", "443", "SSL_CLIENTS_PORT_443_TCP_PROTO", "tcp", "SSL_CLIENTS_SERVICE_HOST",
			"10.0.0.1", "SSL_CLIENTS_SERVICE_PORT", "443", "SSL_CLIENTS_SERVICE_PORT_HTTPS", "443");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
		.withBean(CredentialRepository.class, () -> (path) -> null);

	@TempDir
	Path folder;

	@Test
	void startWhenPropertiesAreGoodSucceeds() {
		withCredential("ssl.hosts=api.bank.example,*.bank.example,192.0.2.1,[::1],2001:db8::1",
				"ssl.server-name=vip.bank.example", "ssl.enabled-protocols=TLSv1.3",
				"ssl.ciphers=TLS_AES_128_GCM_SHA256", "ssl.store.timeout=1ms")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenPathIsUnparsableSaysWhatIsExpected() {
		assertExplained(
				"The property 'ssl.credential': Credential path 'Employee/asalieri/Address' needs pairs of a kind and an id, as in 'Employee/asalieri/Address/1', but has 3 elements.",
				PAIRS, "ssl.credential=Employee/asalieri/Address");
	}

	@Test
	void startWhenPathIsEmptySaysSo() {
		assertExplained("The property 'ssl.credential': the path is empty.",
				"Set the property to the path of a credential, such as 'Employee/asalieri/Address/1', or remove it.",
				"ssl.credential=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl.clients.bank.ca-certificate", "ssl.clients.bank.ca-certificates.one",
			"ssl.clients.bank.store.timeout", "ssl.clients[my.bank].host" })
	void startWhenKeyOfClientIsUnknownNamesTheOthers(String property) {
		assertExplained("The property '%s': a client has no such property.".formatted(property),
				"Correct it to one of 'ca-certificates', 'ciphers', 'credential', 'drain-timeout', 'enabled-protocols', 'fail-fast', 'hosts', 'server-name', 'verify-hostname'.",
				"ssl.clients.bank.credential=Employee/asalieri/Address/1", property + "=record");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Employee/asalieri/Address/1" })
	void startWhenClientIsNoGroupSaysSo(String value) {
		assertExplained("The property 'ssl.clients.bank': a client has properties, but no value.",
				"Set one of its properties, such as 'ssl.clients.bank.credential', or remove it.",
				"ssl.clients.bank=" + value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl.clients.bank.hosts[0]", "ssl.clients.bank.CA_CERTIFICATES[0]",
			"ssl.clients.bank.caCertificates" })
	void startWhenKeyOfClientIsWrittenOtherwiseSucceeds(String property) {
		withCredential(property + "=system").run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenPathHasVariableSaysSo() {
		assertExplained(
				"The property 'ssl.clients.shop.credential': Credential path 'Merchant/{merchant}' has a variable, which cannot be resolved here.",
				"Write the whole path. Where the id is known only at run time, ask SslClients or SslCredentials for the path.",
				"ssl.clients.shop.credential=Merchant/{merchant}");
	}

	@Test
	void startWhenInheritedPathIsUnparsableNamesWhereItIs() {
		assertExplained("The property 'ssl.credential': Credential path 'Employee//Address/1' has an empty kind or id.",
				PAIRS, "ssl.credential=Employee//Address/1", "ssl.clients.bank.hosts=api.bank.example");
	}

	@Test
	void startWhenThereIsNoRepositorySaysWhatToAdd() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.credential': there is no repository to ask for 'Employee/asalieri/Address/1'.",
					"Add JPA and an entity that implements CredentialEntity, set 'ssl.store.jdbc.enabled' to true for the shipped table, or define a bean of type CredentialRepository."));
	}

	@Test
	void startWhenThereIsNeitherCredentialNorRepositorySucceeds() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenClientHasNoCredentialSaysSo() {
		assertExplained("The property 'ssl.clients.bank.credential': the client has no credential.",
				"Set the property to the path of a credential, such as 'Employee/asalieri/Address/1'.",
				"ssl.clients.bank.hosts=api.bank.example");
	}

	@Test
	void startWhenCredentialOfClientIsEmptyDoesNotTakeInheritedOne() {
		assertExplained("The property 'ssl.clients.bank.credential': the client has no credential.",
				"Set the property to the path of a credential, such as 'Employee/asalieri/Address/1'.",
				"ssl.credential=Employee/asalieri/Address/1", "ssl.clients.bank.credential=${ABSENT:}");
	}

	@Test
	void startWhenCaCertificatesAreMissingSaysSo() {
		String location = this.folder.resolve("missing.pem").toUri().toString();
		assertExplained("The property 'ssl.ca-certificates': '%s' cannot be read.".formatted(location), READABLE,
				"ssl.ca-certificates=" + location);
	}

	@Test
	void startWhenCaCertificatesAreMissingOnClassPathSaysSo() {
		assertExplained("The property 'ssl.clients.bank.ca-certificates': 'classpath:missing.pem' cannot be read.",
				READABLE, "ssl.clients.bank.credential=Address/1",
				"ssl.clients.bank.ca-certificates=classpath:missing.pem");
	}

	@Test
	void startWhenCaCertificatesAreDirectorySaysSo() throws Exception {
		Files.createFile(this.folder.resolve("ca.pem"));
		String location = this.folder.toUri().toString();
		assertExplained("The property 'ssl.ca-certificates': '%s' cannot be read.".formatted(location), READABLE,
				"ssl.ca-certificates=" + location);
	}

	@Test
	void startWhenCaCertificatesNameNoFileSaysSo() {
		assertExplained("The property 'ssl.ca-certificates': 'file:' cannot be read.", READABLE,
				"ssl.ca-certificates=file:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:/etc/ca\u0000.pem", "file:ca\u0000.pem" })
	void startWhenCaCertificatesNameNoPathSaysSo(String location) {
		assertExplained("The property 'ssl.ca-certificates': '%s' cannot be read.".formatted(location), READABLE,
				"ssl.ca-certificates=" + location);
	}

	@Test
	void trustAnchorsWhenCaCertificatesMayNotBeReadSaysSo() {
		CaCertificates caCertificates = new CaCertificates(new DefaultResourceLoader() {

			@Override
			public Resource getResource(String location) {
				return new UnreadableResource();
			}

		});
		assertThatExceptionOfType(SslCredentialsPropertyException.class)
			.isThrownBy(() -> caCertificates.trustAnchors("ssl.ca-certificates", List.of("file:/etc/ca.pem")))
			.withMessage("'ssl.ca-certificates': 'file:/etc/ca.pem' cannot be read")
			.withRootCauseInstanceOf(IOException.class)
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(READABLE));
	}

	@Test
	void startWhenCaCertificatesHaveNoPrefixSaysHowToWriteThem() {
		assertExplained("The property 'ssl.ca-certificates': '/etc/ca.pem' is no location.",
				"Write 'file:/etc/ca.pem' or 'classpath:/etc/ca.pem', or one of 'system' and 'record'.",
				"ssl.ca-certificates=system,/etc/ca.pem");
	}

	@Test
	void startWhenCaCertificatesAreEmptySaysSo() {
		assertExplained("The property 'ssl.ca-certificates': there is nothing to trust.",
				"Remove the property for 'system', or list 'system', 'record', or 'file:' and 'classpath:' locations.",
				"ssl.ca-certificates=");
	}

	@Test
	void startWhenFileHasNoCertificateSaysSo() throws Exception {
		String location = file("# none yet\n");
		assertExplained("The property 'ssl.ca-certificates': '%s' cannot be used: there is no certificate in the text."
			.formatted(location), CERTIFICATES, "ssl.ca-certificates=" + location);
	}

	@Test
	void startWhenCertificateIsDamagedSaysWhich() throws Exception {
		String good = new CertificateBuilder().ecp256()
			.subject("CN=ca")
			.setIsCertificateAuthority(true)
			.buildSelfSigned()
			.getCertificatePEM();
		String location = file(good + "\n" + good.replaceFirst("\n.{8}", "\nAAAAAAAA"));
		int line = good.split("\n").length + 2;
		assertExplained(
				"The property 'ssl.ca-certificates': '%s' cannot be used: the block 'CERTIFICATE' at line %d is not a certificate, or is damaged."
					.formatted(location, line),
				CERTIFICATES, "ssl.ca-certificates=" + location);
	}

	@Test
	void startWhenProtocolIsUnknownNamesTheOthers() {
		assertExplained("The property 'ssl.enabled-protocols': 'TLSv1.4' is no TLS protocol version.",
				"Choose from TLSv1.3, TLSv1.2.", "ssl.enabled-protocols=TLSv1.4");
	}

	@Test
	void startWhenProtocolIsDisabledByJavaSaysWhere() {
		assertExplained(
				"The property 'ssl.clients.old.enabled-protocols': 'TLSv1' is switched off in this Java platform.",
				"Let the peer move to TLSv1.2 or later, or take 'TLSv1' out of the security property 'jdk.tls.disabledAlgorithms'.",
				"ssl.clients.old.credential=Address/1", "ssl.clients.old.enabled-protocols=TLSv1");
	}

	@Test
	void startWhenCipherIsDisabledByJavaSaysWhere() {
		assertExplained("The property 'ssl.ciphers': 'SSL_RSA_WITH_RC4_128_SHA' is switched off in this Java platform.",
				"Choose a stronger one, or see the security property 'jdk.tls.disabledAlgorithms'.",
				"ssl.ciphers=SSL_RSA_WITH_RC4_128_SHA");
	}

	@Test
	void startWhenInheritedCiphersAreNotOfProtocolSaysSo() {
		assertExplained(
				"The property 'ssl.ciphers': no cipher suite of 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' can be used with 'TLSv1.3'.",
				"Add a cipher suite of one of these protocol versions, or change 'enabled-protocols'. The names of those of TLSv1.3 do not have '_WITH_' in them, the others do.",
				"ssl.ciphers=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ssl.clients.bank.credential=Address/1",
				"ssl.clients.bank.enabled-protocols=TLSv1.3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.bank.example", "api.bank.example:8443", "192.0.2.1:8443", "cafe:443",
			"[::1]:443", "*", "*.*.example", "a..b", "api.bank.example/v1" })
	void startWhenHostIsNoneSaysHowToWriteIt(String host) {
		assertExplained(
				"The property 'ssl.hosts': '%s' is neither a host name, an IP address nor '*.' and a host name, without scheme and port."
					.formatted(host),
				"List hosts as in 'api.bank.example', '*.bank.example' or '192.0.2.1'.",
				"ssl.hosts=api.bank.example," + host);
	}

	@Test
	void startWhenDrainTimeoutIsNegativeSaysSo() {
		assertExplained("The property 'ssl.clients.bank.drain-timeout': '-1000ms' is no time to wait.",
				"Set a duration, such as '30s', or '0s' to cut connections at once.",
				"ssl.clients.bank.credential=Address/1", "ssl.clients.bank.drain-timeout=-1s");
	}

	@Test
	void startWhenRefreshIntervalIsNegativeSaysSo() {
		assertExplained("The property 'ssl.refresh.interval': '-30000ms' is no time to wait.",
				"Set a duration, such as '30s', or '0s' for never.", "ssl.refresh.interval=-30s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hosts", "enabled-protocols", "ciphers" })
	void startWhenListIsEmptySaysSo(String key) {
		assertExplained("The property 'ssl.%s': the list is set, but empty.".formatted(key), LIST,
				"ssl.%s=${ABSENT:}".formatted(key));
	}

	@Test
	void startWhenHostsOfClientAreEmptyDoesNotTakeAny() {
		assertExplained("The property 'ssl.clients.bank.hosts': the list is set, but empty.", LIST,
				"ssl.credential=Employee/asalieri/Address/1", "ssl.hosts=api.bank.example",
				"ssl.clients.bank.hosts=${ABSENT:}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.bank.example", "api.bank.example:443", "*.bank.example", "a b" })
	void startWhenServerNameIsNoneSaysHowToWriteIt(String serverName) {
		assertExplained(
				"The property 'ssl.server-name': '%s' is neither a host name nor an IP address, without scheme and port."
					.formatted(serverName),
				"Write the name that the certificate of the peer is for, such as 'api.bank.example'.",
				"ssl.server-name=" + serverName);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0ms", "-5s, -5000ms" })
	void startWhenTimeoutIsNotPositiveSaysSo(String timeout, String printed) {
		assertExplained("The property 'ssl.store.timeout': '%s' is no time to wait.".formatted(printed),
				"Set a positive duration, such as '5s', or remove the property.", "ssl.store.timeout=" + timeout);
	}

	@ParameterizedTest
	@ValueSource(strings = { "my-bank", "my_bank", "MyBank", "[my.bank]", "[my/bank]" })
	void startWhenNamesOfClientsAreOneForBootSaysSo(String name) {
		withCredential("ssl.clients.mybank.verify-hostname=false", "ssl.clients." + name + ".hosts=api.bank.example")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessageContaining("but for case and characters other than a-z and 0-9"));
	}

	@Test
	void startWhenNamesOfClientsDifferInUnderscoreSaysSo() {
		withCredential("ssl.clients.my_bank.hosts=api.bank.example", "ssl.clients.mybank.hosts=api.bank.example")
			.run((context) -> StartFailure.assertExplained(context, collision("mybank", "my_bank"), RENAME));
	}

	@Test
	void startWhenEnvironmentMakesTwinOfClientSaysSo() {
		withCredential("ssl.clients.[my.bank].hosts=api.bank.example")
			.withInitializer(environment(Map.of("SSL_CLIENTS_MYBANK_VERIFY_HOSTNAME", "0")))
			.run((context) -> StartFailure.assertExplained(context, collision("my.bank", "mybank"), RENAME));
	}

	@ParameterizedTest
	@CsvSource({ "my-bank, 0", "my_bank, 0", "my_bank, 1" })
	void startWhenVariableHasNoEffectOnClientSaysSo(String name, String value) {
		withCredential("ssl.clients." + name + ".hosts=api.bank.example")
			.withInitializer(environment(Map.of("SSL_CLIENTS_MYBANK_VERIFY_HOSTNAME", value)))
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.clients.%s': the environment variable 'SSL_CLIENTS_MYBANK_VERIFY_HOSTNAME' has no effect on the client '%1$s'."
						.formatted(name),
					"Name it 'SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME', or remove it."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "verify-hostname", "fail-fast" })
	void startWhenSwitchOfClientIsEmptyInheritsIt(String key) {
		withCredential("ssl.clients.bank.hosts=api.bank.example", "ssl.clients.bank." + key + "=${ABSENT:}")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenServiceOfKubernetesIsNamedLikeClientsIgnoresIt() {
		withCredential().withInitializer(environment(SERVICE)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SslCredentialsProperties.class).getClients()).isEmpty();
			assertThat(context.getBeanNamesForType(SSLSocketFactory.class)).hasSize(1);
		});
	}

	@Test
	void startWhenEnvironmentHasClientBesideServiceOfKubernetesMakesIt() {
		Map<String, Object> variables = new HashMap<>(SERVICE);
		variables.put("SSL_CLIENTS_BANK_CREDENTIAL", "Address/1");
		variables.put("SSL_CLIENTS_SHOP_VERIFY_HOSTNAME", "1");
		variables.put("SSL_CLIENTS_TILL_HOSTS_0", "api.bank.example");
		withCredential().withInitializer(environment(variables)).run((context) -> {
			assertThat(context.getBean(SslCredentialsProperties.class).getClients()).containsOnlyKeys("bank", "shop",
					"till");
			assertThat(context).hasBean("ssl.clients.bank.SSLSocketFactory")
				.hasBean("ssl.clients.shop.SSLSocketFactory")
				.hasBean("ssl.clients.till.SSLSocketFactory");
		});
	}

	@Test
	void startWhenServiceOfKubernetesHasNameOfClientKeepsClient() {
		withCredential("ssl.clients.port.hosts=api.bank.example", "ssl.clients.service.verify-hostname=false")
			.withInitializer(environment(SERVICE))
			.run((context) -> {
				Map<String, SslCredentialsClientProperties> clients = context.getBean(SslCredentialsProperties.class)
					.getClients();
				assertThat(clients).containsOnlyKeys("port", "service");
				assertThat(clients.get("port").getHosts()).containsExactly("api.bank.example");
				assertThat(clients.get("service").getVerifyHostname()).isFalse();
			});
	}

	@Test
	void startWhenEnvironmentSetsClientWithoutDashesSucceeds() {
		withCredential("ssl.clients.bank.hosts=api.bank.example")
			.withInitializer(environment(Map.of("SSL_CLIENTS_BANK_VERIFYHOSTNAME", "false")))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> environment(
			Map<String, Object> variables) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
	}

	private static String collision(String name, String other) {
		return "The property 'ssl.clients.%s': the client '%1$s' has the same name as '%s', but for case and characters other than a-z and 0-9."
			.formatted(name, other);
	}

	private void assertExplained(String description, String action, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> StartFailure.assertExplained(context, description, action));
	}

	private ApplicationContextRunner withCredential(String... properties) {
		return this.runner.withPropertyValues("ssl.credential=Employee/asalieri/Address/1")
			.withPropertyValues(properties);
	}

	private String file(String content) throws IOException {
		return Files.writeString(this.folder.resolve("ca.pem"), content).toUri().toString();
	}

	/** What a file is to a process that may not read it, also where tests run as root. */
	private static final class UnreadableResource extends AbstractResource {

		@Override
		public String getDescription() {
			return "unreadable";
		}

		@Override
		public InputStream getInputStream() throws IOException {
			throw new IOException("Permission denied");
		}

	}

}
