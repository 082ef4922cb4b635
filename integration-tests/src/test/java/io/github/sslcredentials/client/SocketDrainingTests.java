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

package io.github.sslcredentials.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sockets of a retired version, in the hands of pools that we do not know: what is idle
 * is closed, what is in use is left alone until it is cut.
 */
@Timeout(20)
class SocketDrainingTests {

	private static final Duration AT_ONCE = Duration.ofSeconds(2);

	private final RotatingIdentity identity = new RotatingIdentity();

	private final SSLSocketFactory factory = CredentialSslContext.of(this.identity).getSocketFactory();

	private final Semaphore arrived = new Semaphore(0);

	private final CountDownLatch answer = new CountDownLatch(1);

	private MutualTlsPartner partner;

	@BeforeEach
	void start() {
		this.partner = InMemoryApplication.partner().handler(this::answer).start();
	}

	@AfterEach
	void stop() {
		this.answer.countDown();
		this.partner.close();
	}

	@Test
	void rotateWhenUrlConnectionIsIdleMakesNextUseNewVersion() throws Exception {
		call("GET", "/");
		call("GET", "/");
		HandshakeContext retired = this.identity.rotate();
		awaitDrained(retired);
		call("POST", "/");
		call("GET", "/");
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs)
			.containsExactly("CN=v1", "CN=v1", "CN=v2", "CN=v2");
		assertThat(this.partner.connections()).hasSize(2);
	}

	@Test
	void rotateWhenUrlConnectionIsInFlightLetsItEndOnce() throws Exception {
		CompletableFuture<Void> inFlight = CompletableFuture.runAsync(() -> callQuietly("POST", "/held"));
		this.arrived.acquire();
		HandshakeContext retired = this.identity.rotate();
		retired.retirement().drain();
		assertThat(retired.retirement().inUse()).isEqualTo(1);
		this.answer.countDown();
		inFlight.get(10, TimeUnit.SECONDS);
		awaitDrained(retired);
		call("GET", "/");
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=v1", "CN=v2");
	}

	@Test
	void rotateWhenAnswerIsNotReadYetLeavesSocket() throws Exception {
		try (Socket socket = this.factory.createSocket("localhost", this.partner.port())) {
			send(socket, "/");
			InputStream input = socket.getInputStream();
			assertThat(input.read()).isEqualTo('H');
			HandshakeContext retired = this.identity.rotate();
			Awaitility.await().during(Duration.ofMillis(100)).atMost(AT_ONCE).until(() -> {
				retired.retirement().drain();
				return retired.retirement().inUse() == 1;
			});
			assertThat(new String(input.readNBytes(11), StandardCharsets.US_ASCII)).isEqualTo("TTP/1.1 200");
		}
	}

	@Test
	void rotateWhenAnswerIsAwaitedByNobodyYetLeavesSocket() throws Exception {
		try (Socket socket = this.factory.createSocket("localhost", this.partner.port())) {
			send(socket, "/");
			HandshakeContext retired = this.identity.rotate();
			Awaitility.await().during(Duration.ofMillis(100)).atMost(AT_ONCE).until(() -> {
				retired.retirement().drain();
				return retired.retirement().inUse() == 1;
			});
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
	}

	@Test
	void cutWhenReadHangsEndsIt() throws Exception {
		try (Socket socket = this.factory.createSocket("localhost", this.partner.port())) {
			CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> readQuietly(socket));
			send(socket, "/held");
			this.arrived.acquire();
			HandshakeContext retired = this.identity.rotate();
			assertThat(retired.retirement().cut()).isEqualTo(1);
			assertThat(read.get(10, TimeUnit.SECONDS)).isNegative();
			assertThat(retired.retirement().inUse()).isZero();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(socket, "/"));
		}
	}

	@Test
	void createSocketWhenNeverConnectedDoesNotCount() throws Exception {
		try (Socket socket = this.factory.createSocket()) {
			HandshakeContext retired = this.identity.rotate();
			assertThat(retired.retirement().inUse()).isZero();
			assertThat(socket.isClosed()).isFalse();
		}
	}

	@Test
	void acceptWhenRotatedPresentsNewVersion() throws Exception {
		try (ServerSocket server = CredentialSslContext.of(this.identity)
			.getServerSocketFactory()
			.createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			((SSLServerSocket) server).setNeedClientAuth(true);
			List<String> seen = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
				seen.add(peerOf(server.getLocalPort()));
				served.get(10, TimeUnit.SECONDS);
				this.identity.rotate();
			}
			assertThat(seen).containsExactly("CN=v1", "CN=v2");
		}
	}

	private String peerOf(int port) throws IOException {
		RotatingIdentity caller = new RotatingIdentity();
		try (SSLSocket socket = (SSLSocket) CredentialSslContext.of(caller)
			.getSocketFactory()
			.createSocket("localhost", port)) {
			socket.startHandshake();
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			return socket.getSession().getPeerPrincipal().getName();
		}
	}

	private static void serve(ServerSocket server) {
		try (Socket socket = server.accept()) {
			assertThat(((SSLSocket) socket).getNeedClientAuth()).isTrue();
			socket.getOutputStream().write('!');
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void call(String method, String path) throws IOException {
		HttpsURLConnection connection = (HttpsURLConnection) this.partner.uri(path).toURL().openConnection();
		connection.setSSLSocketFactory(this.factory);
		connection.setRequestMethod(method);
		if (method.equals("POST")) {
			connection.setDoOutput(true);
			connection.setFixedLengthStreamingMode(4);
			connection.getOutputStream().write("once".getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(connection.getResponseCode()).isEqualTo(HttpURLConnection.HTTP_OK);
		try (InputStream body = connection.getInputStream()) {
			body.readAllBytes();
		}
	}

	private void callQuietly(String method, String path) {
		try {
			call(method, path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static int readQuietly(Socket socket) {
		try {
			return socket.getInputStream().read();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static void send(Socket socket, String path) throws IOException {
		socket.getOutputStream()
			.write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII));
	}

	private PartnerResponse answer(PartnerRequest request) {
		if (request.target().equals("/held")) {
			this.arrived.release();
			awaitAnswer();
		}
		return PartnerResponse.json("{}");
	}

	private void awaitAnswer() {
		try {
			this.answer.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void awaitDrained(HandshakeContext retired) {
		Awaitility.await().atMost(AT_ONCE).until(() -> {
			retired.retirement().drain();
			return retired.retirement().inUse() == 0;
		});
	}

}
