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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A partner that would serve us without a certificate takes no key of our type: it must
 * not get to see a request without an identity.
 */
@ParameterizedClass
@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
class RefusedKeyTypeTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final TrustAnchors ANCHORS = new TrustAnchors(false, false, List.of(CA.certificate()));

	private static final IssuedCredential RSA = credential(KeyAlgorithm.RSA_2048);

	private static final String REFUSAL = "The peer takes client certificates with keys of type EC only, "
			+ "but that of Credential[path=Client/1, version=1, fingerprint=%s] has one of type RSA"
				.formatted(TestClient.credential(RSA).fingerprint());

	@Parameter
	String protocol = "";

	private SSLContext serverContext;

	private TestServer server;

	@BeforeEach
	void start() throws Exception {
		this.serverContext = TestServer.plainContext(CA.issueServer("localhost"), 1, ANCHORS);
		SSLServerSocket serverSocket = TestServer.bound(this.serverContext.getServerSocketFactory());
		serverSocket.setSSLParameters(takingEcdsaOnly(serverSocket.getSSLParameters()));
		this.server = TestServer.start(serverSocket);
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	void socketWhenKeyIsOfTakenTypeShowsCertificate() throws Exception {
		try (SSLSocket socket = client(credential(KeyAlgorithm.EC_P256)).connect("localhost", this.server.port())) {
			assertThat(Exchange.last(socket)).isEqualTo("seenAs=CN=EC_P256");
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "EC_P256")
	void socketWhenKeyIsOfOtherTypeIsRefused(KeyAlgorithm algorithm) throws Exception {
		try (SSLSocket socket = client(credential(algorithm)).connect("localhost", this.server.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake)
				.withMessageContaining("The peer takes client certificates with keys of type EC only");
			assertNothingSent();
		}
	}

	@Test
	void socketWhenHandshakeIsImplicitIsRefused() throws Exception {
		try (SSLSocket socket = client(RSA).connect("localhost", this.server.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.withMessageContaining(REFUSAL);
			assertNothingSent();
		}
	}

	@Test
	void socketWhenOnlyAskedForSessionHasNone() throws Exception {
		try (SSLSocket socket = client(RSA).connect("localhost", this.server.port())) {
			assertThat(socket.getSession().isValid()).isFalse();
			assertNothingSent();
			assertThat(socket.isClosed()).isTrue();
		}
	}

	@Test
	void socketWhenRefusedBeforeIsRefusedAgain() throws Exception {
		TestClient client = client(RSA);
		for (int i = 0; i < 3; i++) {
			try (SSLSocket socket = client.connect("localhost", this.server.port())) {
				assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
					.withMessageContaining(REFUSAL);
				assertNothingSent();
			}
		}
	}

	@Test
	void handshakeContextWhenKeyIsOfOtherTypeIsRefused() throws Exception {
		try (Socket socket = new Socket("localhost", this.server.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> client(RSA).current().handshake(socket, "localhost", this.server.port()))
				.withMessageContaining(REFUSAL);
			assertNothingSent();
		}
	}

	@Test
	void httpClientWhenKeyIsOfOtherTypeIsRefused() throws Exception {
		HttpClient client = HttpClient.newBuilder().sslContext(client(RSA).sslContext()).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + this.server.port())).build();
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> client.send(request, BodyHandlers.ofString()))
			.withMessageContaining(REFUSAL);
		assertNothingSent();
	}

	@Test
	void engineWhenKeyIsOfOtherTypeIsRefusedForGood() throws Exception {
		SSLEngine engine = client(RSA).engine("localhost", 443);
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> InMemoryConnection.open(engine, serverEngine()))
			.withMessageContaining(REFUSAL);
		ByteBuffer request = ByteBuffer.wrap(new byte[10]);
		assertThat(engine.wrap(request, ByteBuffer.allocate(100_000)).bytesConsumed()).isZero();
		assertThatExceptionOfType(SSLException.class)
			.isThrownBy(() -> engine.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(100_000)))
			.withMessageContaining(REFUSAL);
	}

	@Test
	void engineWhenKeyIsOfTakenTypeShowsCertificate() throws Exception {
		SSLEngine serverEngine = serverEngine();
		InMemoryConnection connection = InMemoryConnection
			.open(client(credential(KeyAlgorithm.EC_P256)).engine("localhost", 443), serverEngine);
		assertThat(connection.say("word")).isEqualTo("word");
		assertThat(serverEngine.getSession().getPeerPrincipal().getName()).isEqualTo("CN=EC_P256");
	}

	private void assertNothingSent() throws InterruptedException {
		TestServer.Outcome outcome = this.server.next();
		assertThat(outcome.seenAs()).isNull();
		assertThat(outcome.request()).isEmpty();
	}

	private SSLEngine serverEngine() {
		SSLEngine engine = this.serverContext.createSSLEngine();
		engine.setUseClientMode(false);
		engine.setSSLParameters(takingEcdsaOnly(engine.getSSLParameters()));
		return engine;
	}

	private TestClient client(IssuedCredential credential) {
		return TestClient.of(credential, CA).withProtocol(this.protocol);
	}

	private static IssuedCredential credential(KeyAlgorithm algorithm) {
		return CA.issue().commonName(algorithm.name()).keyAlgorithm(algorithm).client().build();
	}

	private static SSLParameters takingEcdsaOnly(SSLParameters parameters) {
		parameters.setAlgorithmConstraints(new OnlyEcdsa());
		parameters.setWantClientAuth(true);
		return parameters;
	}

}
