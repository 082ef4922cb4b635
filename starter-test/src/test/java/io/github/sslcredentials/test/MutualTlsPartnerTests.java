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

package io.github.sslcredentials.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.test.MutualTlsPartner.ClientAuth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MutualTlsPartner}.
 *
 * @author SSL Credentials contributors
 */
@Timeout(60)
class MutualTlsPartnerTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	private static final DevelopmentCa otherCa = DevelopmentCa.create("Other CA");

	private static final IssuedCredential asalieri = ca.issueClient("asalieri");

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void getWhenClientHasCertificateAnswersWhatWasSeen(String protocol) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			HttpResponse<String> response = PlainClient.of(ca, asalieri, protocol).get(partner.uri("/"));
			assertThat(response.statusCode()).isEqualTo(200);
			String cipher = partner.connections().get(0).cipherSuite();
			assertThat(response.body()).isEqualTo(
					"{\"seenAs\":\"CN=asalieri\",\"protocol\":\"%s\",\"cipher\":\"%s\"}".formatted(protocol, cipher));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void connectionsWhenClientHasCertificateHasIt(String protocol) throws Exception {
		IssuedCredential client = ca.intermediate("Intermediate").issueClient("asalieri");
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient.of(ca, client, protocol).getAlone(partner.address(), "localhost");
			assertThat(partner.connections()).singleElement().satisfies((connection) -> {
				assertThat(connection.number()).isEqualTo(1);
				assertThat(connection.protocol()).isEqualTo(protocol);
				assertThat(connection.clientCertificateChain()).isEqualTo(client.certificateChain());
				assertThat(connection.clientCertificate()).isEqualTo(client.certificate());
				assertThat(connection.resumed()).isFalse();
			});
			assertThat(partner.failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(KeyAlgorithm.class)
	void connectionsWhenClientAndServerHaveKeysOfAlgorithmHasCertificate(KeyAlgorithm algorithm) throws Exception {
		IssuedCredential client = ca.issue().commonName("asalieri").keyAlgorithm(algorithm).client().build();
		IssuedCredential server = ca.issue().dnsNames("localhost").keyAlgorithm(algorithm).server().build();
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).serverCredential(server).start()) {
			PlainClient.of(ca, client).getAlone(partner.address(), "localhost");
			assertThat(partner.connections()).extracting(PartnerConnection::clientCertificate)
				.containsExactly(client.certificate());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void failuresWhenClientShowsNoCertificateHasReason(String protocol) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, null, protocol);
			assertThatIOException().isThrownBy(() -> client.getAlone(partner.address(), "localhost"));
			assertThat(partner.failures()).singleElement().satisfies((failure) -> {
				assertThat(failure.connection()).isEqualTo(1);
				assertThat(failure.clientCertificateChain()).isEmpty();
				assertThat(failure.exception()).isInstanceOf(SSLHandshakeException.class)
					.hasMessageContaining("Empty client certificate chain");
			});
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void failuresWhenClientIsExpiredHasItsCertificate(String protocol) throws Exception {
		IssuedCredential expired = ca.issue().commonName("asalieri").client().expired().build();
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, expired, protocol);
			assertThatIOException().isThrownBy(() -> client.getAlone(partner.address(), "localhost"));
			assertThat(partner.failures()).singleElement().satisfies((failure) -> {
				assertThat(failure.clientCertificateChain()).isEqualTo(expired.certificateChain());
				assertThat(failure.exception()).hasRootCauseInstanceOf(CertificateExpiredException.class);
			});
		}
	}

	@Test
	void failuresWhenClientIsForServersOnlyHasReason() throws Exception {
		IssuedCredential server = ca.issue().commonName("asalieri").server().build();
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, server);
			assertThatIOException().isThrownBy(() -> client.getAlone(partner.address(), "localhost"));
			assertThat(partner.failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.exception())
					.hasMessageContaining("Extended key usage does not permit use for TLS client authentication"));
		}
	}

	@Test
	void failuresWhenClientRefusesServerHasAlert() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(otherCa, asalieri);
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> client.getAlone(partner.address(), "localhost"));
			assertThat(partner.failures()).singleElement().satisfies((failure) -> {
				assertThat(failure.clientCertificateChain()).isEmpty();
				assertThat(failure.exception()).hasMessageContaining("certificate_unknown");
			});
		}
	}

	@Test
	void failuresWhenClientSendsNothingHasIt() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			new Socket(partner.address().getAddress(), partner.port()).close();
			PlainClient.of(ca, asalieri).getAlone(partner.address(), "localhost");
			assertThat(partner.failures()).extracting(PartnerFailure::connection).containsExactly(1);
			assertThat(partner.connections()).extracting(PartnerConnection::number).containsExactly(2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WANT", "NONE" })
	void connectionsWhenClientShowsNoCertificateHasNone(ClientAuth clientAuth) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).clientAuth(clientAuth).start()) {
			HttpResponse<String> response = PlainClient.of(ca, null).get(partner.uri("/"));
			assertThat(response.body()).startsWith("{\"seenAs\":null,");
			assertThat(partner.connections()).extracting(PartnerConnection::clientCertificate)
				.containsOnlyNulls()
				.hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "WANT, CN=asalieri", "NONE," })
	void connectionsWhenClientHasCertificateHasItIfAsked(ClientAuth clientAuth, String seenAs) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).clientAuth(clientAuth).start()) {
			PlainClient.of(ca, asalieri).get(partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly(seenAs);
		}
	}

	@Test
	void connectionsWhenClientIsOfTrustedOtherAuthorityHasIt() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).clientAuthorities(otherCa).start()) {
			PlainClient.of(ca, otherCa.issueClient("other")).getAlone(partner.address(), "localhost");
			PlainClient refused = PlainClient.of(ca, asalieri);
			assertThatIOException().isThrownBy(() -> refused.getAlone(partner.address(), "localhost"));
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=other");
			assertThat(partner.failures()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, true", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.3, false" })
	void connectionsWhenSessionIsResumedSaysSo(String protocol, boolean tickets) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).sessionTickets(tickets).start()) {
			PlainClient client = PlainClient.of(ca, asalieri, protocol);
			for (int i = 0; i < 20; i++) {
				client.getAlone(partner.address(), "localhost");
			}
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsOnly("CN=asalieri");
			assertThat(partner.connections().get(0).resumed()).isFalse();
			assertThat(partner.connections().subList(1, 20)).extracting(PartnerConnection::resumed).containsOnly(true);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, true", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.3, false" })
	void connectionsWhenClientsAreOthersAreNotResumed(String protocol, boolean tickets) throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).sessionTickets(tickets).start()) {
			for (int i = 0; i < 20; i++) {
				PlainClient.of(ca, asalieri, protocol).getAlone(partner.address(), "localhost");
			}
			assertThat(partner.connections()).extracting(PartnerConnection::resumed).containsOnly(false).hasSize(20);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, WANT", "TLSv1.2, NONE", "TLSv1.3, WANT", "TLSv1.3, NONE" })
	void connectionsWhenSessionWithoutCertificateIsResumedSaysSo(String protocol, ClientAuth clientAuth)
			throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).clientAuth(clientAuth).start()) {
			PlainClient client = PlainClient.of(ca, null, protocol);
			client.getAlone(partner.address(), "localhost");
			client.getAlone(partner.address(), "localhost");
			assertThat(partner.connections()).extracting(PartnerConnection::resumed).containsExactly(false, true);
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsOnlyNulls();
		}
	}

	@Test
	void startWhenWithoutSessionTicketsLeavesSystemPropertyAsItWas() {
		MutualTlsPartner.builder(ca).sessionTickets(false).start().close();
		assertThat(System.getProperties()).doesNotContainKey("jdk.tls.server.enableSessionTicketExtension");
	}

	@Test
	void startWhenProtocolIsUnknownFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MutualTlsPartner.builder(ca).enabledProtocols("TLSv9").start());
	}

	@Test
	void enabledProtocolsWhenClientHasAnotherFails() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).enabledProtocols("TLSv1.2").start()) {
			PlainClient.of(ca, asalieri).getAlone(partner.address(), "localhost");
			PlainClient refused = PlainClient.of(ca, asalieri, "TLSv1.3");
			assertThatIOException().isThrownBy(() -> refused.getAlone(partner.address(), "localhost"));
			assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly("TLSv1.2");
		}
	}

	@Test
	void requestsWhenClientReusesConnectionHaveTheSameConnection() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			client.get(partner.uri("/a?b=c"));
			client.send(HttpRequest.newBuilder(partner.uri("/")).method("HEAD", BodyPublishers.noBody()).build());
			client.get(partner.uri("/b"));
			assertThat(partner.connections()).hasSize(1);
			assertThat(partner.requests()).extracting(PartnerRequest::target).containsExactly("/a?b=c", "/", "/b");
			assertThat(partner.requests()).extracting((request) -> request.connection().number()).containsOnly(1);
		}
	}

	@Test
	void requestsWhenClientSendsBodyHaveIt() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			HttpRequest.Builder request = HttpRequest.newBuilder(partner.uri("/")).header("X-Test", "a");
			client.send(request.POST(BodyPublishers.ofString("sized")).build());
			client.send(request.POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("chunked"))).build());
			client.send(request.POST(BodyPublishers.ofString("expected")).expectContinue(true).build());
			assertThat(partner.requests()).extracting(PartnerRequest::body)
				.containsExactly("sized", "chunked", "expected");
			assertThat(partner.requests()).extracting((seen) -> seen.header("x-test")).containsOnly("a");
			assertThat(partner.requests()).extracting(PartnerRequest::method).containsOnly("POST");
		}
	}

	@Test
	void answerWhenHandlerRedirectsSendsLocation() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			partner.answer((request) -> PartnerResponse.redirect("https://elsewhere.example/"));
			HttpResponse<String> response = PlainClient.of(ca, asalieri).get(partner.uri("/"));
			assertThat(response.statusCode()).isEqualTo(307);
			assertThat(response.headers().firstValue("Location")).contains("https://elsewhere.example/");
		}
	}

	@Test
	void answerWhenConnectionIsToBeClosedClosesIt() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca)
			.handler((request) -> PartnerResponse.status(204).withHeader("Connection", "close"))
			.start()) {
			PlainClient client = PlainClient.of(ca, asalieri);
			assertThat(client.get(partner.uri("/")).statusCode()).isEqualTo(204);
			client.get(partner.uri("/"));
			assertThat(partner.connections()).hasSize(2);
		}
	}

	@Test
	void answerWhenHandlerThrowsEndsConnectionAndServesOthers() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			partner.answer((request) -> {
				throw new IllegalStateException("wanted by the test");
			});
			assertThat(client.getAlone(partner.address(), "localhost")).isEmpty();
			partner.answer((request) -> PartnerResponse.json("{}"));
			assertThat(client.get(partner.uri("/")).body()).isEqualTo("{}");
		}
	}

	@Test
	void answerWhenBodyWaitsIsSeenInFlight() throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			partner.answer((request) -> PartnerResponse.status(200).withBody((body) -> {
				body.write('a');
				body.flush();
				await(latch);
				body.write('b');
			}));
			HttpResponse<InputStream> response = PlainClient.of(ca, asalieri).http
				.send(HttpRequest.newBuilder(partner.uri("/")).build(), HttpResponse.BodyHandlers.ofInputStream());
			assertThat(response.body().read()).isEqualTo('a');
			latch.countDown();
			assertThat(response.body().readAllBytes()).containsExactly('b');
		}
	}

	@Test
	void serveWhenClientsAreConcurrentRecordsAll() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			CompletableFuture<?>[] all = new CompletableFuture<?>[40];
			for (int i = 0; i < all.length; i++) {
				all[i] = client.http.sendAsync(HttpRequest.newBuilder(partner.uri("/" + i)).build(),
						HttpResponse.BodyHandlers.discarding());
			}
			CompletableFuture.allOf(all).join();
			assertThat(partner.requests()).extracting(PartnerRequest::target).doesNotHaveDuplicates().hasSize(40);
		}
	}

	@Test
	void serverNameWhenHostHasDomainIsSni() throws Exception {
		IssuedCredential server = ca.issueServer("api.bank.example");
		try (MutualTlsPartner partner = MutualTlsPartner.builder(ca).serverCredential(server).start()) {
			PlainClient.of(ca, asalieri).getAlone(partner.address(), "api.bank.example");
			assertThat(partner.connections()).extracting(PartnerConnection::serverName)
				.containsExactly("api.bank.example");
		}
	}

	@Test
	void serverNameWhenHostIsAddressIsNull() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient.of(ca, asalieri).get(URI.create("https://127.0.0.1:" + partner.port()));
			assertThat(partner.connections()).extracting(PartnerConnection::serverName).containsOnlyNulls().hasSize(1);
		}
	}

	@Test
	void resetWhenSomethingWasSeenForgetsIt() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			client.get(partner.uri("/"));
			partner.reset();
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.requests()).isEmpty();
			client.get(partner.uri("/"));
			assertThat(partner.requests()).extracting((request) -> request.connection().number()).containsExactly(1);
		}
	}

	@Test
	void closeConnectionsWhenOneIsIdleMakesClientOpenAnother() throws Exception {
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			PlainClient client = PlainClient.of(ca, asalieri);
			try (Socket idle = client.sslContext.getSocketFactory()
				.createSocket(partner.address().getAddress(), partner.port())) {
				((SSLSocket) idle).startHandshake();
				assertThat(partner.connections()).hasSize(1);
				partner.closeConnections();
				assertThatIOException().isThrownBy(() -> {
					if (idle.getInputStream().read() < 0) {
						throw new IOException("closed");
					}
				});
			}
			client.get(partner.uri("/"));
			assertThat(partner.connections()).hasSize(2);
		}
	}

	@Test
	void closeWhenClosedTwiceRefusesConnections() throws Exception {
		MutualTlsPartner partner = MutualTlsPartner.start(ca);
		partner.close();
		partner.close();
		PlainClient client = PlainClient.of(ca, asalieri);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> client.get(partner.uri("/")));
	}

	private static void await(CountDownLatch latch) throws IOException {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

}
