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
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Clients under names, each with an identity and settings of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class NamedClientsTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@RegisterExtension
	static final MutualTlsPartnerExtension elsewhere = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().serverCredential(InMemoryApplication.CA.issueServer("elsewhere.example")));

	private final ApplicationContextRunner runner = InMemoryApplication.asalieri()
		.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.WAMOZART,
				"ssl.clients.my-bank.hosts=127.0.0.1");

	@Test
	void injectionByQualifierHasAllThreeOfEach() {
		this.runner.withBean(Bank.class).withBean(MyBank.class).run((context) -> {
			Bank bank = context.getBean(Bank.class);
			bank.restTemplate.getForObject(partner.uri("/"), String.class);
			bank.restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			handshake(bank.socketFactory);
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs)
				.containsExactly("CN=wamozart", "CN=wamozart", "CN=wamozart");
			assertThat(context.getBean(MyBank.class).all).doesNotHaveDuplicates()
				.doesNotContain(bank.restTemplate, bank.restClient, bank.socketFactory);
		});
	}

	@Test
	void injectionByTypeIsOfTopLevel() {
		this.runner.run((context) -> {
			context.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
			context.getBean(RestClient.class).get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			handshake(context.getBean(SSLSocketFactory.class));
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs)
				.containsExactly("CN=asalieri", "CN=asalieri", "CN=asalieri");
		});
	}

	@Test
	void injectionByTypeWhenApplicationHasOwnIsOfTheirs(CapturedOutput output) {
		RestTemplate theirs = new RestTemplate();
		InMemoryApplication.runner()
			.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.WAMOZART)
			.withBean("theirs", RestTemplate.class, () -> theirs)
			.withBean(Unqualified.class)
			.run((context) -> {
				assertThat(context.getBean(Unqualified.class).restTemplates).containsExactly(theirs);
				assertThat(context.getBean(RestTemplate.class)).isSameAs(theirs);
				assertThat(output).doesNotContain("of its own");
			});
	}

	@Test
	void injectionByTypeWhenThereIsNoOtherFindsNone() {
		InMemoryApplication.runner()
			.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.WAMOZART)
			.withBean(Single.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("No qualifying bean of type '" + RestTemplate.class.getName() + "' available"));
	}

	static Stream<Object> ownBeans() {
		return Stream.of(new RestTemplate(), RestClient.create(), SSLSocketFactory.getDefault());
	}

	@ParameterizedTest
	@MethodSource("ownBeans")
	void startWhenApplicationHasClientOfTheNameIsRefused(Object theirs) {
		Class<?> type = Stream.of(RestTemplate.class, RestClient.class, SSLSocketFactory.class)
			.filter((candidate) -> candidate.isInstance(theirs))
			.findFirst()
			.orElseThrow();
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("bank", theirs))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessage(
						"'ssl.clients.bank': the application has a bean 'bank' of type %s of its own, which @Qualifier(\"bank\") would give instead of this client",
						type.getSimpleName()));
	}

	@Test
	void startWhenApplicationHasOtherBeanOfTheNameSucceeds() {
		this.runner.withBean("bank", String.class, () -> "theirs")
			.withBean("bankOfTheirs", RestTemplate.class, RestTemplate::new)
			.withBean(Bank.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void settingsWhenNotSetAreThoseOfTopLevel() {
		this.runner.withBean(MyBank.class).run((context) -> {
			context.getBean(MyBank.class).restTemplate
				.getForObject(URI.create("https://127.0.0.1:%d/".formatted(partner.port())), String.class);
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@Test
	void settingsWhenSetAreNotThoseOfTopLevel() {
		this.runner.withBean(MyBank.class)
			.run((context) -> assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(
						() -> context.getBean(MyBank.class).restTemplate.getForObject(partner.uri("/"), String.class))
				.withMessageContaining("Host 'localhost' is not among the hosts of this client: 127.0.0.1"));
	}

	@Test
	void hostnameWhenCheckedByOneClientIsNotByLaxOneBesideIt() {
		this.runner.withPropertyValues("ssl.clients.bank.verify-hostname=false").withBean(Bank.class).run((context) -> {
			Bank lax = context.getBean(Bank.class);
			for (int i = 0; i < 3; i++) {
				lax.restTemplate.getForObject(elsewhere.uri("/"), String.class);
				assertMismatch(
						() -> context.getBean(RestTemplate.class).getForObject(elsewhere.uri("/"), String.class));
				lax.restClient.get().uri(elsewhere.uri("/")).retrieve().toBodilessEntity();
				assertMismatch(() -> context.getBean(RestClient.class)
					.get()
					.uri(elsewhere.uri("/"))
					.retrieve()
					.toBodilessEntity());
			}
			assertThat(elsewhere.requests()).hasSize(6).extracting(PartnerRequest::seenAs).containsOnly("CN=wamozart");
			assertThat(elsewhere.connections()).hasSize(2);
		});
	}

	@Test
	void hostnameWhenSameIdentityIsLaxInAnotherClientIsChecked() {
		this.runner
			.withPropertyValues("ssl.clients.bank.verify-hostname=false",
					"ssl.clients.bank.credential=" + InMemoryApplication.ASALIERI)
			.withBean(Bank.class)
			.run((context) -> {
				SSLSocketFactory lax = context.getBean(Bank.class).socketFactory;
				SSLSocketFactory strict = context.getBean(SSLSocketFactory.class);
				for (int i = 0; i < 3; i++) {
					assertThat(get(lax)).isEqualTo(200);
					assertMismatch(() -> get(strict));
				}
				assertThat(elsewhere.requests()).hasSize(3)
					.extracting(PartnerRequest::seenAs)
					.containsOnly("CN=asalieri");
			});
	}

	@Test
	void clientsByPathAreTheSameForSamePath() {
		this.runner.run((context) -> {
			SslClients clients = context.getBean(SslClients.class);
			CredentialPath path = CredentialPath.parse(InMemoryApplication.WAMOZART);
			assertThat(clients.restClient(path))
				.isSameAs(clients.restClient(CredentialPath.of("Employee", "wamozart", "Address", 1)))
				.isNotSameAs(clients.restClient(CredentialPath.parse(InMemoryApplication.ASALIERI)));
			assertThat(clients.restTemplate(path)).isSameAs(clients.restTemplate(path));
			clients.restClient(path).get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			clients.restTemplate(path).getForObject(partner.uri("/"), String.class);
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs)
				.containsExactly("CN=wamozart", "CN=wamozart");
		});
	}

	@Test
	void clientsByPathWhenUnknownHaveNone() {
		this.runner.run((context) -> {
			SslClients clients = context.getBean(SslClients.class);
			CredentialPath path = CredentialPath.of("Employee", "nobody", "Address", 1);
			assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> clients.restClient(path))
				.withMessage("No credential 'Employee/nobody/Address/1' in credentials");
			assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> clients.restTemplate(path));
		});
	}

	@Test
	void callWhenCredentialIsUnknownOpensNoConnection() {
		this.runner.withPropertyValues("ssl.credential=Employee/nobody/Address/1").run((context) -> {
			assertThatExceptionOfType(NoSuchCredentialException.class)
				.isThrownBy(() -> context.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class));
			assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(
					() -> context.getBean(RestClient.class).get().uri(partner.uri("/")).retrieve().body(String.class));
			assertThatExceptionOfType(NoSuchCredentialException.class)
				.isThrownBy(() -> handshake(context.getBean(SSLSocketFactory.class)));
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.failures()).isEmpty();
		});
	}

	private static void assertMismatch(ThrowingCallable call) {
		assertThatExceptionOfType(Exception.class).isThrownBy(call)
			.havingRootCause()
			.isInstanceOf(CertificateException.class);
	}

	private static void handshake(SSLSocketFactory factory) throws IOException {
		try (Socket socket = factory.createSocket("localhost", partner.port())) {
			((SSLSocket) socket).startHandshake();
			assertThat(((SSLSocket) socket).getSession().isValid()).isTrue();
		}
	}

	/**
	 * The JDK keeps connections by the factory, and checks nothing when it uses one
	 * again.
	 */
	private static int get(SSLSocketFactory factory) throws IOException {
		URL url = elsewhere.uri("/").toURL();
		HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
		connection.setSSLSocketFactory(factory);
		connection.setHostnameVerifier((host, session) -> true);
		connection.getInputStream().readAllBytes();
		return connection.getResponseCode();
	}

	record Unqualified(List<RestTemplate> restTemplates) {
	}

	record Single(RestTemplate restTemplate) {
	}

	static class Bank {

		final RestTemplate restTemplate;

		final RestClient restClient;

		final SSLSocketFactory socketFactory;

		Bank(@Qualifier("bank") RestTemplate restTemplate, @Qualifier("bank") RestClient restClient,
				@Qualifier("bank") SSLSocketFactory socketFactory) {
			this.restTemplate = restTemplate;
			this.restClient = restClient;
			this.socketFactory = socketFactory;
		}

	}

	static class MyBank {

		final RestTemplate restTemplate;

		final List<Object> all;

		MyBank(@Qualifier("my-bank") RestTemplate restTemplate, @Qualifier("my-bank") RestClient restClient,
				@Qualifier("my-bank") SSLSocketFactory socketFactory) {
			this.restTemplate = restTemplate;
			this.all = List.of(restTemplate, restClient, socketFactory);
		}

	}

}
