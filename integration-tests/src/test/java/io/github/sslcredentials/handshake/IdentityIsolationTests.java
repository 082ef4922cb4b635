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

package io.github.sslcredentials.handshake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.client.RequestFactories;
import io.github.sslcredentials.client.RestClients;
import io.github.sslcredentials.client.RestTemplates;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two identities call one partner in turn, 20 times each. Each request bears the name of
 * the identity that is meant; the partner must never see another one. The same harness
 * sees it where a context is shared.
 */
@ParameterizedClass(name = "{0}, session tickets {1}")
@CsvSource({ "TLSv1.2,true", "TLSv1.2,false", "TLSv1.3,true", "TLSv1.3,false" })
class IdentityIsolationTests {

	private static final int CALLS = 20;

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final Map<String, IssuedCredential> CREDENTIALS = Map.of("anna", CA.issueClient("anna"), "bert",
			CA.issueClient("bert"));

	@Parameter(0)
	String protocol = "";

	@Parameter(1)
	boolean sessionTickets;

	private final Map<String, TestClient> clients = new HashMap<>();

	private MutualTlsPartner partner;

	@BeforeEach
	void start() {
		this.partner = MutualTlsPartner.builder(CA)
			.enabledProtocols(this.protocol)
			.sessionTickets(this.sessionTickets)
			.start();
		CREDENTIALS.forEach((name, credential) -> this.clients.put(name, TestClient.of(credential, CA)));
	}

	@AfterEach
	void stop() {
		this.partner.close();
	}

	@Test
	void newSocketsNeverShowTheOther() throws Exception {
		call((name) -> onNewSocket(this.clients.get(name).socketFactory(), name));
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2 * CALLS)
			.filteredOn(PartnerConnection::resumed)
			.as("resumed within one identity")
			.hasSizeGreaterThan(CALLS);
	}

	@Test
	void keptSocketsNeverShowTheOther() throws Exception {
		try (SSLSocket anna = this.clients.get("anna").connect("localhost", this.partner.port());
				SSLSocket bert = this.clients.get("bert").connect("localhost", this.partner.port())) {
			call((name) -> Exchange.next(name.equals("anna") ? anna : bert, name));
		}
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2);
	}

	@Test
	void newSocketsOfSharedContextAreSeenToShowTheOther() throws Exception {
		SwitchingContext shared = new SwitchingContext(CREDENTIALS.get("anna"), CA);
		call((name) -> onNewSocket(shared.of(CREDENTIALS.get(name)).getSocketFactory(), name));
		assertThat(wrong()).isEqualTo(CALLS);
	}

	@Test
	void newUrlConnectionsNeverShowTheOther() throws Exception {
		call((name) -> byUrlConnection(this.clients.get(name).socketFactory(), name, "close"));
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2 * CALLS);
	}

	@Test
	void keptUrlConnectionsNeverShowTheOther() throws Exception {
		Map<String, SSLSocketFactory> factories = new HashMap<>();
		this.clients.forEach((name, client) -> factories.put(name, client.socketFactory()));
		call((name) -> byUrlConnection(factories.get(name), name, "keep-alive"));
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2);
	}

	@Test
	void urlConnectionsOfSharedContextAreSeenToShowTheOther() throws Exception {
		SwitchingContext shared = new SwitchingContext(CREDENTIALS.get("anna"), CA);
		SSLSocketFactory factory = shared.of(CREDENTIALS.get("anna")).getSocketFactory();
		call((name) -> {
			shared.of(CREDENTIALS.get(name));
			byUrlConnection(factory, name, "close");
		});
		assertThat(wrong()).isEqualTo(CALLS);
	}

	@Test
	void newConnectionsOfSslClientsNeverShowTheOther() throws Exception {
		SslClients sslClients = sslClients();
		call((name) -> byRestTemplate(sslClients, name, "close"));
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2 * CALLS);
	}

	@Test
	void keptConnectionsOfSslClientsNeverShowTheOther() throws Exception {
		SslClients sslClients = sslClients();
		call((name) -> byRestTemplate(sslClients, name, "keep-alive"));
		assertThat(wrong()).isZero();
		assertThat(this.partner.connections()).hasSize(2);
	}

	private void call(Call call) throws Exception {
		for (int i = 0; i < CALLS; i++) {
			call.as("anna");
			call.as("bert");
		}
	}

	private long wrong() {
		assertThat(this.partner.requests().size()).isEqualTo(2 * CALLS);
		return this.partner.requests()
			.stream()
			.filter((request) -> !("CN=" + request.header("X-Name")).equals(request.seenAs()))
			.count();
	}

	private void onNewSocket(SSLSocketFactory factory, String name) throws IOException {
		try (SSLSocket socket = (SSLSocket) factory.createSocket("localhost", this.partner.port())) {
			Exchange.next(socket, name);
		}
	}

	private void byUrlConnection(SSLSocketFactory factory, String name, String connection) throws IOException {
		HttpsURLConnection request = (HttpsURLConnection) this.partner.uri("/").toURL().openConnection();
		request.setSSLSocketFactory(factory);
		request.setRequestProperty("X-Name", name);
		request.setRequestProperty("Connection", connection);
		new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private void byRestTemplate(SslClients sslClients, String name, String connection) {
		RestTemplate restTemplate = sslClients.restTemplate(CredentialPath.of("Client", name));
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Name", name);
		headers.set("Connection", connection);
		restTemplate.exchange(this.partner.uri("/"), HttpMethod.GET, new HttpEntity<>(headers), String.class);
	}

	private SslClients sslClients() {
		CredentialLoader loader = new CredentialLoader(
				() -> Map.of("test", (path) -> CREDENTIALS.get(path.id()).record()),
				new CredentialReader(Clock.systemUTC(), () -> null), Duration.ofSeconds(10));
		RequestFactories requestFactories = new RequestFactories();
		return new SslClients(new HandshakeRegistry(loader, this.clients.get("anna").settings(), (context) -> {
		}), new RestClients(requestFactories, () -> null, () -> null, () -> null),
				new RestTemplates(requestFactories, () -> null));
	}

	/**
	 * Makes one request.
	 */
	private interface Call {

		void as(String name) throws Exception;

	}

}
