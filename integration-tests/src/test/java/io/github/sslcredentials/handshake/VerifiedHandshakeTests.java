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
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerFailure;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Who is let in and who is refused, seen from both ends.
 */
@ParameterizedClass
@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
class VerifiedHandshakeTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final DevelopmentCa OTHER_CA = DevelopmentCa.create("Other CA");

	private static final IssuedCredential CREDENTIAL = CA.issueClient("asalieri");

	@Parameter
	String protocol = "";

	@ParameterizedTest
	@EnumSource
	void handshakeWhenKeyIsOfAlgorithmShowsCertificate(KeyAlgorithm algorithm) throws Exception {
		IssuedCredential credential = CA.intermediate("Issuing CA")
			.issue()
			.commonName(algorithm.name())
			.keyAlgorithm(algorithm)
			.client()
			.build();
		try (MutualTlsPartner partner = partner(CA).start(); SSLSocket socket = connect(credential, CA, partner)) {
			assertThat(Exchange.last(socket)).contains("\"seenAs\":\"CN=" + algorithm.name() + "\"");
			assertThat(partner.connections()).extracting(PartnerConnection::protocol).containsExactly(this.protocol);
			assertThat(partner.connections().get(0).clientCertificateChain()).isEqualTo(credential.certificateChain());
			assertThat(partner.failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void handshakeWhenServerKeyIsOfAlgorithmVerifiesPeer(KeyAlgorithm algorithm) throws Exception {
		IssuedCredential server = CA.issue().dnsNames("localhost").keyAlgorithm(algorithm).server().build();
		try (MutualTlsPartner partner = partner(CA).serverCredential(server).start();
				SSLSocket socket = connect(CREDENTIAL, CA, partner)) {
			socket.startHandshake();
			assertThat(socket.getSession().getPeerCertificates()).containsExactly(server.certificate());
		}
	}

	@Test
	void partnerWhenClientHasNoCertificateRefuses() throws Exception {
		SSLContext plain = SSLContext.getInstance("TLS");
		TrustAnchors anchors = new TrustAnchors(false, false, List.of(CA.certificate()));
		plain.init(null, new TrustManager[] { anchors.trustManager(TestClient.credential(CREDENTIAL)) }, null);
		try (MutualTlsPartner partner = partner(CA).start();
				SSLSocket socket = (SSLSocket) plain.getSocketFactory().createSocket("localhost", partner.port())) {
			assertThat(catchThrowable(() -> Exchange.last(socket))).isInstanceOf(IOException.class);
			assertThat(failure(partner)).isInstanceOf(SSLHandshakeException.class)
				.hasMessageContaining("Empty client certificate chain");
		}
	}

	@Test
	void partnerWhenCredentialIsOfWrongAuthorityRefuses() throws Exception {
		IssuedCredential credential = OTHER_CA.issueClient("stranger");
		try (MutualTlsPartner partner = partner(CA).start(); SSLSocket socket = connect(credential, CA, partner)) {
			assertThat(catchThrowable(() -> Exchange.last(socket))).isInstanceOf(IOException.class);
			assertThat(partner.failures()).hasSize(1);
			PartnerFailure failure = partner.failures().get(0);
			assertThat(failure.exception()).hasRootCauseInstanceOf(CertPathBuilderException.class);
			assertThat(failure.clientCertificateChain()).isEqualTo(credential.certificateChain());
			assertThat(partner.requests()).isEmpty();
		}
	}

	@Test
	void clientWhenServerIsOfWrongAuthorityRefuses() throws Exception {
		IssuedCredential server = OTHER_CA.issueServer("localhost");
		assertRefusal(server).hasRootCauseInstanceOf(CertPathBuilderException.class)
			.rootCause()
			.hasMessage("unable to find valid certification path to requested target");
	}

	@Test
	void clientWhenServerHasWrongNameRefuses() throws Exception {
		IssuedCredential server = CA.issueServer("other.example", "*.other.example");
		assertRefusal(server).cause()
			.isExactlyInstanceOf(HostnameMismatchException.class)
			.hasMessage("Certificate of 'CN=other.example' is not for 'localhost': "
					+ "it presents DNS:other.example, DNS:*.other.example");
	}

	@Test
	void clientWhenServerHasNameAsCommonNameOnlyRefuses() throws Exception {
		IssuedCredential server = CA.issue().commonName("localhost").server().build();
		assertRefusal(server).cause()
			.isExactlyInstanceOf(HostnameMismatchException.class)
			.hasMessage("Certificate of 'CN=localhost' is not for 'localhost': it has no subject alternative name, "
					+ "and the common name is not considered (RFC 9525)");
	}

	@Test
	void clientWhenServerCertificateHasExpiredRefuses() throws Exception {
		IssuedCredential server = CA.issue().dnsNames("localhost").server().expired().build();
		assertRefusal(server).hasRootCauseInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void clientWhenServerCertificateIsNotYetValidRefuses() throws Exception {
		IssuedCredential server = CA.issue().dnsNames("localhost").server().notYetValid().build();
		assertRefusal(server).hasRootCauseInstanceOf(CertificateNotYetValidException.class);
	}

	@Test
	void clientWhenTrustedServerCertificateItselfHasExpiredRefuses() throws Exception {
		IssuedCredential server = OTHER_CA.issue().dnsNames("localhost").server().expired().build();
		TrustAnchors anchors = new TrustAnchors(false, false, List.of(server.certificate()));
		assertRefusal(server, TestClient.of(CREDENTIAL, anchors))
			.hasRootCauseInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void clientWhenServerCertificateItselfIsTrustedAccepts() throws Exception {
		IssuedCredential server = OTHER_CA.issueServer("localhost");
		TestClient client = TestClient.of(CREDENTIAL, new TrustAnchors(false, false, List.of(server.certificate())))
			.withProtocol(this.protocol);
		try (MutualTlsPartner partner = partner(CA).serverCredential(server).start();
				SSLSocket socket = client.connect("localhost", partner.port())) {
			assertThat(Exchange.last(socket)).contains("CN=asalieri");
		}
	}

	@Test
	void clientWhenServerSendsNoIntermediateRefuses() throws Exception {
		IssuedCredential server = CA.intermediate("Issuing CA").issueServer("localhost");
		TestClient client = TestClient.of(CREDENTIAL, CA).withProtocol(this.protocol);
		TrustAnchors anchors = client.settings().trustAnchors();
		try (TestServer alone = TestServer.start(TestServer.plainServerSocket(server, 1, anchors));
				TestServer whole = TestServer.start(TestServer.plainServerSocket(server, 2, anchors));
				SSLSocket refused = client.connect("localhost", alone.port());
				SSLSocket accepted = client.connect("localhost", whole.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(refused::startHandshake)
				.havingRootCause()
				.isInstanceOf(CertPathBuilderException.class);
			assertThat(alone.next().failure()).satisfies(VerifiedHandshakeTests::isClientsRefusal);
			assertThat(Exchange.last(accepted)).isEqualTo("seenAs=null");
		}
	}

	@Test
	void clientWhenServerCertificateIsForClientsRefuses() throws Exception {
		IssuedCredential server = CA.issue().dnsNames("localhost").client().build();
		assertRefusal(server).rootCause()
			.hasMessage("Extended key usage does not permit use for TLS server authentication");
	}

	private AbstractThrowableAssert<?, ?> assertRefusal(IssuedCredential server) throws IOException {
		return assertRefusal(server, TestClient.of(CREDENTIAL, CA));
	}

	/**
	 * The client refuses the server by an exception that says why, and the server has
	 * seen neither a certificate nor a request.
	 */
	private AbstractThrowableAssert<?, ?> assertRefusal(IssuedCredential server, TestClient client) throws IOException {
		try (MutualTlsPartner partner = partner(CA).serverCredential(server).start();
				SSLSocket socket = client.withProtocol(this.protocol).connect("localhost", partner.port())) {
			Throwable thrown = catchThrowable(() -> Exchange.last(socket));
			assertThat(failure(partner)).satisfies(VerifiedHandshakeTests::isClientsRefusal);
			assertThat(partner.failures().get(0).clientCertificateChain()).isEmpty();
			assertThat(partner.connections()).isEmpty();
			return assertThat(thrown).isInstanceOf(SSLHandshakeException.class);
		}
	}

	/**
	 * A server that still writes when the client refuses it does not read the alert.
	 */
	private static void isClientsRefusal(@Nullable Exception failure) {
		if (!(failure instanceof SocketException)) {
			assertThat(failure).hasMessageMatching(".*Received fatal alert: (certificate_unknown|certificate_expired)");
		}
	}

	private static Exception failure(MutualTlsPartner partner) {
		assertThat(partner.failures()).hasSize(1);
		return partner.failures().get(0).exception();
	}

	private MutualTlsPartner.Builder partner(DevelopmentCa authority) {
		return MutualTlsPartner.builder(authority).enabledProtocols("TLSv1.3", "TLSv1.2");
	}

	private SSLSocket connect(IssuedCredential credential, DevelopmentCa trusted, MutualTlsPartner partner)
			throws IOException {
		return TestClient.of(credential, trusted).withProtocol(this.protocol).connect("localhost", partner.port());
	}

}
