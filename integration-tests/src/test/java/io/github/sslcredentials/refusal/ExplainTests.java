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

package io.github.sslcredentials.refusal;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The report on one handshake, and what the HTTP client of an application says.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExplainTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Bank CA");

	private static final DevelopmentCa OTHER = DevelopmentCa.create("Other CA");

	private static final IssuedCredential CLIENT = CA.issueClient("asalieri");

	private static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	@TempDir
	static Path folder;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = EmployeeApplication.start("ssl.credential=Employee/asalieri/Address/1", "ssl.hosts=localhost",
				"ssl.ca-certificates=" + EmployeeApplication.location(CA, folder),
				"ssl.clients.stranger.credential=Employee/asalieri/Address/2");
		EmployeeApplication.store(application, "asalieri", 1, CLIENT.record());
		EmployeeApplication.store(application, "asalieri", 2, OTHER.issueClient("stranger").record());
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void explainWhenAcceptedShowsBothSides(String protocol, CapturedOutput output) {
		IssuedCredential issued = CA.issueServer("localhost");
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA)
			.serverCredential(issued)
			.enabledProtocols(protocol)
			.start()) {
			HandshakeReport report = credentials().explain(PATH, "localhost", partner.port());
			assertThat(report.accepted()).isTrue();
			assertThat(report.connection().protocol()).isEqualTo(protocol);
			assertThat(report.peer().verified()).isTrue();
			assertThat(report.request().issuers()).containsExactly("CN=Bank CA");
			assertThat(partner.connections()).hasSize(1);
			assertThat(partner.connections().get(0).clientCertificateChain()).isEqualTo(CLIENT.certificateChain());
			assertThat(partner.requests()).isEmpty();
			assertThat(report.toString()).isEqualToNormalizingNewlines(
					"""
							Handshake of client 'ssl' with 'localhost:%d': accepted
							  Credential:  'Employee/asalieri/Address/1', version %s, fingerprint %s, 'CN=asalieri' issued by 'CN=Bank CA', valid until %s
							  Offered:     TLSv1.3, TLSv1.2; agreed on were %s and %s
							  Presented:   'CN=localhost' issued by 'CN=Bank CA', valid from %s until %s, for DNS:localhost, IP:127.0.0.1, IP:0:0:0:0:0:0:0:1, fingerprint %s
							               verified as 'localhost' against 'CN=Bank CA'
							  Request:     the peer asked for a certificate with a key of type %s from the issuers 'CN=Bank CA'; ours is from one of them, and was shown"""
						.formatted(partner.port(), credentials().get(PATH).version(),
								Credential.fingerprint(CLIENT.certificate()),
								CLIENT.certificate().getNotAfter().toInstant(), protocol,
								report.connection().cipherSuite(), issued.certificate().getNotBefore().toInstant(),
								issued.certificate().getNotAfter().toInstant(),
								Credential.fingerprint(issued.certificate()),
								String.join(", ", report.request().keyTypes())));
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void explainWhenPeerRefusesSaysWhy(String protocol, CapturedOutput output) {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA).enabledProtocols(protocol).start()) {
			HandshakeReport report = credentials().explain("stranger", "localhost", partner.port());
			assertThat(report.accepted()).isFalse();
			assertThat(report.client()).isEqualTo("ssl.clients.stranger");
			assertThat(report.path()).hasToString("Employee/asalieri/Address/2");
			assertThat(report.toString()).contains("': failed", "  Problem:     The peer ", "  What to do:  ",
					"ours is from none of them, and was shown");
			assertThat(partner.failures()).hasSize(1);
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@Test
	void explainWhenServerIsRefusedSaysWhy() {
		try (MutualTlsPartner partner = MutualTlsPartner.start(OTHER)) {
			HandshakeReport report = credentials().explain(PATH, "localhost", partner.port());
			assertThat(report.problem()).isNotNull();
			assertThat(report.problem().cause()).startsWith(
					"The issuer of the certificate of the peer, 'CN=Other CA', is neither presented nor trusted");
			assertThat(report.peer().certificates()).hasSize(1);
			assertThat(report.toString())
				.contains("  Request:     the peer had not asked for a certificate yet when the handshake ended");
		}
	}

	@Test
	void explainWhenServerWantsNoCertificateSaysSo() {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA)
			.clientAuth(MutualTlsPartner.ClientAuth.NONE)
			.start()) {
			HandshakeReport report = credentials().explain(PATH, "localhost", partner.port());
			assertThat(report.accepted()).isTrue();
			assertThat(report.toString()).contains("  Request:     the peer has not asked for a certificate");
		}
	}

	@Test
	void explainWhenThereIsNoCredentialSaysSo() {
		HandshakeReport report = credentials().explain(CredentialPath.parse("Employee/nobody/Address/9"), "localhost",
				1);
		assertThat(report.accepted()).isFalse();
		assertThat(report.toString())
			.contains("': not begun", "Credential:  'Employee/nobody/Address/9'",
					"Problem:     No credential 'Employee/nobody/Address/9' in ")
			.doesNotContain("Offered", "Presented", "Request");
	}

	@Test
	void explainWhenHostIsNotAllowedDoesNotConnect() throws Exception {
		try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody.setSoTimeout(100);
			HandshakeReport report = credentials().explain(PATH, "127.0.0.1", nobody.getLocalPort());
			assertThat(report.toString()).contains(
					"Problem:     Host '127.0.0.1' is not among the hosts of this client: localhost; add it to 'hosts' if the identity is for it");
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(nobody::accept);
		}
	}

	@Test
	void explainWhenNobodyListensSaysSo() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		assertThat(credentials().explain(PATH, "localhost", port).toString())
			.contains("Problem:     There is no connection to the peer: java.net.ConnectException: Connection refused");
	}

	@Test
	void explainWhenArgumentsAreWrongThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> credentials().explain("nobody", "localhost", 443))
			.withMessage("There is no client 'nobody' in 'ssl.clients', only [stranger]");
		assertThatIllegalArgumentException().isThrownBy(() -> credentials().explain(PATH, " ", 443));
		assertThatIllegalArgumentException().isThrownBy(() -> credentials().explain(PATH, "localhost", 0));
	}

	@Test
	void restClientWhenNameIsWrongSaysWhyOnce(CapturedOutput output) {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA)
			.serverCredential(CA.issueServer("other.example"))
			.start()) {
			RestClient client = application.getBean(RestClient.class);
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> client.get().uri(partner.uri("/")).retrieve().body(String.class))
				.havingCause()
				.isExactlyInstanceOf(HandshakeFailedException.class)
				.withMessageContaining("Certificate of 'CN=other.example' is not for 'localhost'")
				.havingCause()
				.isExactlyInstanceOf(HostnameMismatchException.class);
			assertThat(lines(output)).hasSize(1);
			assertThat(partner.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void restClientWhenCertificateIsRefusedSaysWhyOnce(String protocol, CapturedOutput output) {
		try (MutualTlsPartner partner = MutualTlsPartner.builder(OTHER)
			.serverCredential(CA.issueServer("localhost"))
			.enabledProtocols(protocol)
			.start()) {
			RestClient client = application.getBean(RestClient.class);
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> client.get().uri(partner.uri("/")).retrieve().body(String.class))
				.havingCause()
				.isExactlyInstanceOf(HandshakeFailedException.class)
				.withMessageContaining("from the issuers 'CN=Other CA'; ours is from none of them, and was shown");
			assertThat(lines(output)).hasSize(1);
			assertThat(partner.failures()).hasSize(1);
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("Handshake of client 'ssl' with")).toList();
	}

	private static SslCredentials credentials() {
		return application.getBean(SslCredentials.class);
	}

}
