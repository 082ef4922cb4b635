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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Our side as the server, with the JDK alone as the client.
 */
class ServerSideTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final TrustAnchors ANCHORS = new TrustAnchors(false, false, List.of(CA.certificate()));

	private static final TestClient SERVER = TestClient.of(CA.issueServer("localhost"), CA);

	private static final IssuedCredential CLIENT = CA.issueClient("asalieri");

	private static final IssuedCredential STRANGER = DevelopmentCa.create("Other CA").issueClient("stranger");

	@Test
	void serverSocketWhenClientsAreNotAskedServes() throws Exception {
		try (TestServer server = TestServer.start(serverSocket(SERVER))) {
			assertThat(call(CLIENT, server.port())).isEqualTo("seenAs=null");
		}
	}

	@Test
	void serverSocketWhenClientsAreWantedServesWithAndWithout() throws Exception {
		SSLServerSocket serverSocket = serverSocket(SERVER);
		serverSocket.setWantClientAuth(true);
		try (TestServer server = TestServer.start(serverSocket)) {
			assertThat(call(CLIENT, server.port())).isEqualTo("seenAs=CN=asalieri");
			assertThat(callWithoutCertificate(server.port())).isEqualTo("seenAs=null");
		}
	}

	@Test
	void serverSocketWhenClientsAreNeededRefusesThoseWithout() throws Exception {
		SSLServerSocket serverSocket = serverSocket(SERVER);
		serverSocket.setNeedClientAuth(true);
		try (TestServer server = TestServer.start(serverSocket)) {
			assertThat(call(CLIENT, server.port())).isEqualTo("seenAs=CN=asalieri");
			assertThat(server.next().failure()).isNull();
			assertThat(catchThrowable(() -> callWithoutCertificate(server.port()))).isInstanceOf(IOException.class);
			assertThat(server.next().failure()).isInstanceOf(SSLHandshakeException.class)
				.hasMessageContaining("Empty client certificate chain");
		}
	}

	@Test
	void serverSocketWhenClientIsOfWrongAuthorityRefuses() throws Exception {
		SSLServerSocket serverSocket = serverSocket(SERVER);
		serverSocket.setWantClientAuth(true);
		try (TestServer server = TestServer.start(serverSocket)) {
			SSLContext context = showingToAny(STRANGER);
			assertThat(catchThrowable(() -> call(context, server.port()))).isInstanceOf(IOException.class);
			TestServer.Outcome outcome = server.next();
			assertThat(outcome.failure()).isInstanceOf(SSLHandshakeException.class)
				.hasMessageContaining("unable to find valid certification path to requested target");
			assertThat(outcome.request()).isEmpty();
		}
	}

	@Test
	void serverSocketWhenClientIsTrustedItselfServes() throws Exception {
		try (TestServer server = TestServer.start(trustingItself(STRANGER))) {
			assertThat(call(STRANGER, server.port())).isEqualTo("seenAs=CN=stranger");
		}
	}

	@Test
	void serverSocketWhenClientIsTrustedItselfAndHasExpiredRefuses() throws Exception {
		IssuedCredential late = CA.issue().commonName("late").client().expired().build();
		try (TestServer server = TestServer.start(trustingItself(late))) {
			assertThat(catchThrowable(() -> call(late, server.port()))).isInstanceOf(IOException.class);
			TestServer.Outcome outcome = server.next();
			assertThat(outcome.failure()).isInstanceOf(SSLHandshakeException.class)
				.hasRootCauseInstanceOf(CertificateExpiredException.class);
			assertThat(outcome.request()).isEmpty();
		}
	}

	@Test
	void engineWhenClientIsTrustedItselfAndHasExpiredRefuses() {
		IssuedCredential late = CA.issue().commonName("late").client().expired().build();
		assertThatExceptionOfType(SSLException.class).isThrownBy(() -> {
			SSLEngine server = serverEngine(TestClient.of(CA.issueServer("localhost"), itself(late)));
			server.setNeedClientAuth(true);
			InMemoryConnection.open(clientEngine(showingToAny(late)), server);
		}).withRootCauseInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void serverSocketInAllFormsServes() throws Exception {
		SSLServerSocketFactory factory = SERVER.sslContext().getServerSocketFactory();
		try (ServerSocket any = factory.createServerSocket(0);
				ServerSocket backlog = factory.createServerSocket(0, 5);
				ServerSocket unbound = factory.createServerSocket()) {
			unbound.bind(null);
			for (ServerSocket serverSocket : List.of(any, backlog, unbound)) {
				try (TestServer server = TestServer.start((SSLServerSocket) serverSocket)) {
					assertThat(call(CLIENT, server.port())).isEqualTo("seenAs=null");
				}
			}
		}
	}

	@Test
	void serverSocketThatCannotBeConfiguredLeavesPortFree() throws Exception {
		SSLServerSocketFactory broken = SERVER.withProtocol("TLSv9").sslContext().getServerSocketFactory();
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		assertThatIllegalArgumentException().isThrownBy(() -> broken.createServerSocket(port))
			.withMessageContaining("TLSv9");
		try (ServerSocket again = new ServerSocket(port)) {
			assertThat(again.isBound()).isTrue();
		}
	}

	@Test
	void serverSocketSpeaksEnabledProtocolsOnly() throws Exception {
		try (SSLServerSocket serverSocket = serverSocket(SERVER.withProtocol("TLSv1.2"))) {
			assertThat(serverSocket.getEnabledProtocols()).containsExactly("TLSv1.2");
		}
		SSLEngine engine = serverEngine(SERVER.withProtocol("TLSv1.2"));
		assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2");
	}

	@Test
	void layeredSocketServesAndAsksForClients() throws Exception {
		TestClient settings = SERVER.withProtocol("TLSv1.2");
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> callQuietly(plain.getLocalPort()));
			try (Socket accepted = plain.accept();
					SSLSocket socket = (SSLSocket) settings.socketFactory().createSocket(accepted, null, true)) {
				socket.setNeedClientAuth(true);
				assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.2");
				assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=asalieri");
				socket.getOutputStream().write("welcome".getBytes());
			}
			assertThat(answer.get()).isEqualTo("welcome");
		}
	}

	@Test
	void engineServesAndAsksForClients() throws Exception {
		SSLEngine server = serverEngine(SERVER);
		server.setNeedClientAuth(true);
		InMemoryConnection connection = InMemoryConnection.open(clientEngine(showingToAny(CLIENT)), server);
		assertThat(connection.say("word")).isEqualTo("word");
		assertThat(server.getSession().getPeerPrincipal().getName()).isEqualTo("CN=asalieri");
		assertThatExceptionOfType(SSLException.class).isThrownBy(() -> {
			SSLEngine strict = serverEngine(SERVER);
			strict.setNeedClientAuth(true);
			InMemoryConnection.open(clientEngine(showingToAny(STRANGER)), strict);
		}).withMessageContaining("unable to find valid certification path to requested target");
	}

	@Test
	void engineWhenGivenDefaultParametersServes() throws Exception {
		SSLEngine server = serverEngine(SERVER);
		server.setSSLParameters(SERVER.sslContext().getDefaultSSLParameters());
		server.setNeedClientAuth(true);
		InMemoryConnection connection = InMemoryConnection.open(clientEngine(showingToAny(CLIENT)), server);
		assertThat(connection.say("word")).isEqualTo("word");
	}

	private static SSLServerSocket serverSocket(TestClient server) throws IOException {
		return TestServer.bound(server.sslContext().getServerSocketFactory());
	}

	private static SSLServerSocket trustingItself(IssuedCredential client) throws IOException {
		SSLServerSocket serverSocket = serverSocket(TestClient.of(CA.issueServer("localhost"), itself(client)));
		serverSocket.setNeedClientAuth(true);
		return serverSocket;
	}

	private static TrustAnchors itself(IssuedCredential client) {
		return new TrustAnchors(false, false, List.of(client.certificate()));
	}

	private static SSLEngine serverEngine(TestClient server) {
		SSLEngine engine = server.sslContext().createSSLEngine();
		engine.setUseClientMode(false);
		return engine;
	}

	private static SSLEngine clientEngine(SSLContext context) {
		SSLEngine engine = context.createSSLEngine("localhost", 443);
		engine.setUseClientMode(true);
		return engine;
	}

	/**
	 * A client that shows its certificate whatever authorities the server names.
	 */
	private static SSLContext showingToAny(IssuedCredential credential) throws Exception {
		return new SwitchingContext(credential, CA).of(credential);
	}

	private static String call(IssuedCredential credential, int port) throws Exception {
		return call(showingToAny(credential), port);
	}

	private static String callWithoutCertificate(int port) throws Exception {
		return call(TestServer.plainContext(STRANGER, 1, ANCHORS), port);
	}

	private static String callQuietly(int port) {
		try {
			return call(CLIENT, port);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String call(SSLContext context, int port) throws IOException {
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
			return Exchange.last(socket);
		}
	}

}
