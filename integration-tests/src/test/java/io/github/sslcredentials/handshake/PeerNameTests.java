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
import java.net.Socket;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Which name is checked, and which one is sent.
 */
@ParameterizedClass
@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
class PeerNameTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final IssuedCredential CREDENTIAL = CA.issueClient("asalieri");

	private static final IssuedCredential SERVER = CA.issueServer("host-a.example");

	private static final TrustAnchors ANCHORS = new TrustAnchors(false, false, List.of(CA.certificate()));

	@AutoClose
	private static final MutualTlsPartner PARTNER = MutualTlsPartner.builder(CA).serverCredential(SERVER).start();

	@Parameter
	String protocol = "";

	@BeforeEach
	void reset() {
		PARTNER.reset();
	}

	@Test
	void platformWhenSessionIsResumedAcceptsOtherServerName() throws Exception {
		SSLContext platform = TestServer.plainContext(CREDENTIAL, 1, ANCHORS);
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> callByPlatform(platform, "host-b.example"));
		callByPlatform(platform, "host-a.example");
		assertThatNoException().as("the trap").isThrownBy(() -> callByPlatform(platform, "host-b.example"));
		assertThat(PARTNER.connections()).extracting(PartnerConnection::resumed).containsExactly(false, true);
	}

	@Test
	void socketWhenServerNameDiffersFromPeerHostIsRefused() throws Exception {
		TestClient client = client();
		call(client, "host-a.example", null);
		call(client, "host-a.example", "host-a.example");
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> call(client, "host-a.example", "host-b.example"))
			.withMessage("The server name indication 'host-b.example' differs from the name that is checked, "
					+ "'host-a.example'; set 'server-name' to check for another name than the one called");
		assertThat(PARTNER.connections()).extracting(PartnerConnection::serverName)
			.containsExactly("host-a.example", "host-a.example");
	}

	@Test
	void skipDoesNotShakeHandsPastTheChecks() throws Exception {
		try (SSLSocket socket = layered(client(), "host-a.example")) {
			socket.setSoTimeout(300);
			socket.setSSLParameters(withServerName(socket.getSSLParameters(), "host-b.example"));
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> socket.getInputStream().skip(1))
				.withMessageStartingWith("The server name indication 'host-b.example' differs");
		}
		assertThat(PARTNER.connections()).isEmpty();
	}

	@Test
	void socketWhenServerNameFitsCertificateButPeerHostDoesNotIsRefused() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> call(client(), "vip.example", "host-a.example"))
			.withMessageStartingWith("The server name indication 'host-a.example' differs");
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(client(), "vip.example", null))
			.withCauseInstanceOf(HostnameMismatchException.class);
		assertThat(PARTNER.connections()).isEmpty();
	}

	@Test
	void socketWhenOtherNameOfSameAddressIsCalledChecksAnew() throws Exception {
		TestClient client = client();
		call(client, "host-a.example", null);
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(client, "host-b.example", null))
			.withCauseInstanceOf(HostnameMismatchException.class);
	}

	@Test
	void enginePlatformWhenSessionIsResumedAcceptsOtherServerName() throws Exception {
		SSLContext platform = TestServer.plainContext(CREDENTIAL, 1, ANCHORS);
		SSLContext server = TestServer.plainContext(SERVER, 1, ANCHORS);
		connect(platformEngine(platform, "host-a.example"), server);
		assertThatNoException().as("the trap")
			.isThrownBy(() -> connect(platformEngine(platform, "host-b.example"), server));
	}

	@Test
	void engineWhenServerNameDiffersFromPeerHostIsRefused() throws Exception {
		TestClient client = client();
		SSLContext server = TestServer.plainContext(SERVER, 1, ANCHORS);
		connect(client.engine("host-a.example", 443), server);
		SSLEngine engine = client.engine("host-a.example", 443);
		engine.setSSLParameters(withServerName(engine.getSSLParameters(), "host-b.example"));
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> connect(engine, server))
			.withMessageStartingWith("The server name indication 'host-b.example' differs");
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> connect(client.engine("host-b.example", 443), server))
			.withCauseInstanceOf(HostnameMismatchException.class);
	}

	@Test
	void engineWhenUsedBeforeItsModeIsSetIsRefusedAllTheSame() throws Exception {
		TestClient client = client();
		SSLContext server = TestServer.plainContext(SERVER, 1, ANCHORS);
		connect(client.engine("host-a.example", 443), server);
		SSLEngine engine = client.sslContext().createSSLEngine("host-a.example", 443);
		assertThatIllegalStateException().isThrownBy(engine::beginHandshake);
		engine.setUseClientMode(true);
		engine.setSSLParameters(withServerName(engine.getSSLParameters(), "host-b.example"));
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> connect(engine, server))
			.withMessageStartingWith("The server name indication 'host-b.example' differs");
	}

	@Test
	void socketWhenCalledByAddressChecksForServerName() throws Exception {
		call(client().withServerName("host-a.example"), "127.0.0.1", null);
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(client(), "127.0.0.1", null))
			.havingCause()
			.isExactlyInstanceOf(HostnameMismatchException.class)
			.withMessage("Certificate of 'CN=host-a.example' is not for '127.0.0.1': it presents DNS:host-a.example");
		assertThat(PARTNER.connections()).extracting(PartnerConnection::serverName).containsExactly("host-a.example");
	}

	@Test
	void socketWhenServerNameIsWrongIsRefused() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> call(client().withServerName("host-b.example"), "127.0.0.1", null))
			.havingCause()
			.isExactlyInstanceOf(HostnameMismatchException.class)
			.withMessageStartingWith("Certificate of 'CN=host-a.example' is not for 'host-b.example'");
	}

	@Test
	void socketWhenCalledByOtherNameSendsAndChecksForServerName() throws Exception {
		TestClient client = client().withServerName("host-a.example");
		call(client, "vip.example", null);
		call(client, "vip.example", "vip.example");
		try (Socket plain = plain()) {
			client.current().handshake(plain, "vip.example", PARTNER.port());
		}
		assertThat(PARTNER.connections()).extracting(PartnerConnection::serverName).containsOnly("host-a.example");
		assertThat(PARTNER.connections()).hasSize(3);
	}

	@Test
	void connectedSocketWhenCalledByOtherNameSendsAndChecksForServerName() throws Exception {
		TestClient client = client().withServerName("host-a.example");
		try (SSLSocket socket = client.connect("localhost", PARTNER.port())) {
			socket.startHandshake();
			assertThat(PARTNER.connections()).extracting(PartnerConnection::serverName)
				.containsExactly("host-a.example");
		}
	}

	@Test
	void engineWhenItHasNoHostChecksForServerName() throws Exception {
		SSLContext server = TestServer.plainContext(SERVER, 1, ANCHORS);
		connect(engineWithoutHost(client().withServerName("host-a.example")), server);
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> connect(engineWithoutHost(client().withServerName("host-b.example")), server))
			.withCauseInstanceOf(HostnameMismatchException.class);
	}

	@Test
	void engineWhenItHasNoHostIsRefused() throws Exception {
		SSLContext server = TestServer.plainContext(SERVER, 1, ANCHORS);
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> connect(engineWithoutHost(client()), server))
			.withMessage(PeerNames.NO_PEER_HOST);
		assertThatExceptionOfType(SSLException.class)
			.isThrownBy(() -> connect(
					engineWithoutHost(client().withServerName("host-a.example").withHosts("host-a.example")), server))
			.withMessage(PeerNames.NO_PEER_HOST);
	}

	@Test
	void socketWhenNameIsNotCheckedStillChecksAuthority() throws Exception {
		TestClient lax = client().withoutHostnameCheck();
		call(lax, "wrong.example", null);
		TestClient stranger = TestClient.of(CREDENTIAL, DevelopmentCa.create("Other CA")).withoutHostnameCheck();
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(stranger, "wrong.example", null))
			.havingCause()
			.withMessageContaining("unable to find valid certification path to requested target");
	}

	@Test
	void socketWhenNameIsNotCheckedStillChecksAlgorithms() throws Exception {
		TestClient lax = client().withoutHostnameCheck();
		try (SSLSocket socket = layered(lax, "wrong.example")) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			parameters.setAlgorithmConstraints(new NoP256Certificates());
			socket.setSSLParameters(parameters);
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake)
				.havingRootCause()
				.withMessageContaining("Algorithm constraints check failed");
		}
	}

	@Test
	void socketWhenCheckedAfterOneThatWasNotRefuses() throws Exception {
		TestClient strict = client();
		TestClient lax = client().withoutHostnameCheck();
		for (int i = 0; i < 3; i++) {
			call(lax, "wrong.example", null);
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(strict, "wrong.example", null))
				.withCauseInstanceOf(HostnameMismatchException.class);
		}
	}

	@Test
	void socketWhenCallerTakesEndpointIdentificationAwayStillChecksName() throws Exception {
		try (SSLSocket socket = layered(client(), "wrong.example")) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("");
			socket.setSSLParameters(parameters);
			assertThat(socket.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake)
				.withCauseInstanceOf(HostnameMismatchException.class);
		}
	}

	@Test
	void socketWhenHostHasDotAtItsEndIsAccepted() throws Exception {
		call(client(), "host-a.example.", null);
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> call(client(), "wrong.example.", null))
			.withCauseInstanceOf(HostnameMismatchException.class);
	}

	@Test
	void socketWhenHostIsInternationalizedIsAccepted() throws Exception {
		IssuedCredential server = CA.issueServer("xn--bcher-kva.example");
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA).serverCredential(server).start();
				SSLSocket socket = (SSLSocket) client().withHosts("b\u00FCcher.example")
					.socketFactory()
					.createSocket(new Socket("localhost", partner.port()), "b\u00FCcher.example", 443, true)) {
			Exchange.next(socket, "asalieri");
			assertThat(partner.connections()).extracting(PartnerConnection::serverName)
				.containsExactly("xn--bcher-kva.example");
		}
	}

	private TestClient client() {
		return TestClient.of(CREDENTIAL, CA).withProtocol(this.protocol);
	}

	private static void call(TestClient client, String host, String serverName) throws IOException {
		try (SSLSocket socket = layered(client, host)) {
			if (serverName != null) {
				socket.setSSLParameters(withServerName(socket.getSSLParameters(), serverName));
			}
			Exchange.next(socket, "asalieri");
		}
	}

	private static SSLSocket layered(TestClient client, String host) throws IOException {
		return (SSLSocket) client.socketFactory().createSocket(plain(), host, 443, true);
	}

	private void callByPlatform(SSLContext context, String serverName) throws IOException {
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(plain(), "vip.example", 443, true)) {
			SSLParameters parameters = withServerName(socket.getSSLParameters(), serverName);
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			parameters.setProtocols(new String[] { this.protocol });
			socket.setSSLParameters(parameters);
			Exchange.next(socket, "asalieri");
		}
	}

	private static Socket plain() throws IOException {
		return new Socket("localhost", PARTNER.port());
	}

	private SSLEngine platformEngine(SSLContext context, String serverName) {
		SSLEngine engine = context.createSSLEngine("vip.example", 443);
		engine.setUseClientMode(true);
		SSLParameters parameters = withServerName(engine.getSSLParameters(), serverName);
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		parameters.setProtocols(new String[] { this.protocol });
		engine.setSSLParameters(parameters);
		return engine;
	}

	private static SSLEngine engineWithoutHost(TestClient client) {
		SSLEngine engine = client.sslContext().createSSLEngine();
		engine.setUseClientMode(true);
		return engine;
	}

	private static void connect(SSLEngine client, SSLContext server) throws IOException {
		SSLEngine engine = server.createSSLEngine();
		engine.setUseClientMode(false);
		engine.setNeedClientAuth(true);
		InMemoryConnection.open(client, engine);
		assertThat(engine.getSession().getPeerPrincipal().getName()).isEqualTo("CN=asalieri");
	}

	private static SSLParameters withServerName(SSLParameters parameters, String serverName) {
		parameters.setServerNames(List.of(new SNIHostName(serverName)));
		return parameters;
	}

}
