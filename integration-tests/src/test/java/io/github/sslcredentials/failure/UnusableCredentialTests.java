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

package io.github.sslcredentials.failure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A credential that cannot be used is refused by name, before a connection is opened, and
 * is used as soon as it is mended.
 */
class UnusableCredentialTests {

	@TempDir
	static Path folder;

	private static MutualTlsPartner partner;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		partner = MutualTlsPartner.start(UnusableCredential.CA);
		application = EmployeeApplication.start(properties());
	}

	@AfterAll
	static void stop() {
		application.close();
		partner.close();
	}

	@BeforeEach
	void reset() {
		partner.closeConnections();
		partner.reset();
	}

	@ParameterizedTest
	@EnumSource
	void callWhenCredentialIsUnusableIsRefusedUntilMended(UnusableCredential credential) {
		CredentialRecord record = credential.record();
		if (record != null) {
			store(credential, record);
		}
		for (ThrowingCallable call : calls(credential)) {
			assertRefused(credential, call);
		}
		assertThat(partner.connections()).isEmpty();
		assertThat(partner.failures()).isEmpty();
		store(credential, UnusableCredential.good().record().withTrustAnchors(UnusableCredential.CA.certificatePem()));
		assertThat(calls(credential)).allSatisfy(ThrowingCallable::call);
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=good", "CN=good");
	}

	@Test
	void credentialInHandWhenUnusableIsRefused() {
		CredentialRecord record = UnusableCredential.EXPIRED.record();
		assertThat(record).isNotNull();
		assertThatThrownBy(() -> application.getBean(SslCredentials.class).socketFactory(record))
			.isInstanceOf(InvalidCredentialException.class)
			.hasMessage(UnusableCredential.EXPIRED.message()
				.replaceFirst("'.*?'", "'Record/%s'".formatted(record.version())));
	}

	@Test
	void clientsByPathWhenCredentialIsMissingAreRefused() {
		CredentialPath path = CredentialPath.of("Employee", "nobody", "Address", 1);
		SslClients clients = application.getBean(SslClients.class);
		SslCredentials credentials = application.getBean(SslCredentials.class);
		SSLSocketFactory socketFactory = credentials.socketFactory(path);
		List<ThrowingCallable> calls = List.of(() -> clients.restClient(path), () -> clients.restTemplate(path),
				() -> credentials.get(path), () -> socketFactory.createSocket("localhost", partner.port()),
				() -> credentials.sslContext(path).createSSLEngine("localhost", partner.port()),
				() -> credentials.serverSocketFactory(path).createServerSocket(0));
		assertThat(calls).allSatisfy((call) -> assertThatThrownBy(call).isInstanceOf(NoSuchCredentialException.class)
			.hasMessage("No credential 'Employee/nobody/Address/1' in jpaCredentialRepository"));
	}

	private static void assertRefused(UnusableCredential credential, ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(CredentialException.class)
			.hasNoCause()
			.satisfies((ex) -> assertThat(((CredentialException) ex).path()).hasToString(credential.path()))
			.satisfies((ex) -> assertThat(clockless(ex.getMessage())).isEqualTo(credential.message()))
			.satisfies((ex) -> assertThat((ex instanceof InvalidCredentialException invalid) ? invalid.reason() : null)
				.isEqualTo(credential.reason()));
	}

	private static List<ThrowingCallable> calls(UnusableCredential credential) {
		String prefix = "ssl.clients." + credential.client() + ".";
		RestTemplate restTemplate = application.getBean(prefix + "RestTemplate", RestTemplate.class);
		RestClient restClient = application.getBean(prefix + "RestClient", RestClient.class);
		SSLSocketFactory socketFactory = application.getBean(prefix + "SSLSocketFactory", SSLSocketFactory.class);
		return List.of(() -> restTemplate.getForObject(partner.uri("/"), String.class),
				() -> restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity(), () -> open(socketFactory));
	}

	private static void open(SSLSocketFactory socketFactory) throws IOException {
		socketFactory.createSocket("localhost", partner.port()).close();
	}

	private static void store(UnusableCredential credential, CredentialRecord record) {
		EmployeeApplication.store(application, credential.client(), credential.ordinal(), record);
	}

	private static String clockless(String message) {
		return message.replaceFirst("(by this clock it is ').*", "$1");
	}

	private static String[] properties() {
		List<String> properties = new ArrayList<>(List.of("ssl.hosts=localhost", "ssl.store.unknown-for=0s",
				"ssl.ca-certificates=" + EmployeeApplication.location(UnusableCredential.CA, folder)));
		for (UnusableCredential credential : UnusableCredential.values()) {
			properties.add("ssl.clients.%s.credential=%s".formatted(credential.client(), credential.path()));
		}
		properties.add("ssl.clients.%s.ca-certificates=record".formatted(UnusableCredential.NO_TRUST_ANCHORS.client()));
		return properties.toArray(String[]::new);
	}

}
