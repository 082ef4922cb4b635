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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A peer that closes the connection after its word, before ours has ended: writes fail,
 * and what it said is not lost.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class EarlyCloseTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Bank CA");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void writeWhenPeerHasRefusedSaysByWhichAlert(boolean layered, CapturedOutput output) throws Exception {
		CountDownLatch finished = new CountDownLatch(1);
		SSLContext context = RawServer.context(CA.issueServer("localhost"), 1, new RefusesLate(finished));
		try (RawServer server = RawServer.start((socket) -> accept(context, socket).startHandshake());
				Socket socket = connect(layered, server)) {
			finished.countDown();
			Throwable thrown = catchThrowable(() -> writeUntilFailure(socket));
			assertThat(thrown).isInstanceOf(HandshakeFailedException.class)
				.hasMessageContaining("failed. The peer refused by the alert 'certificate_unknown': ");
			assertThat(output.getOut().lines().filter((line) -> line.contains("Handshake of client"))).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void writeWhenPeerHasAnsweredIsNotExplainedAndAnswerIsRead(boolean layered, CapturedOutput output)
			throws Exception {
		SSLContext context = RawServer.context(CA.issueServer("localhost"), 1, List.of(CA.certificate()));
		try (RawServer server = RawServer.start((socket) -> {
			SSLSocket ssl = accept(context, socket);
			ssl.startHandshake();
			ssl.getOutputStream().write("Hi".getBytes());
		}); Socket socket = connect(layered, server)) {
			Throwable thrown = catchThrowable(() -> writeUntilFailure(socket));
			assertThat(thrown).isInstanceOf(IOException.class).isNotInstanceOf(HandshakeFailedException.class);
			InputStream input = socket.getInputStream();
			assertThat(input.read()).isEqualTo('H');
			assertThat(input.read(new byte[1])).isEqualTo(1);
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	private static SSLSocket accept(SSLContext context, Socket socket) throws IOException {
		SSLSocket ssl = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, InputStream.nullInputStream(), false);
		ssl.setNeedClientAuth(true);
		return ssl;
	}

	private static Socket connect(boolean layered, RawServer server) throws IOException {
		Caller caller = Caller.of(CA.issueClient("asalieri"), CA, "TLSv1.3");
		if (layered) {
			return caller.current().handshake(new Socket("localhost", server.port()), "localhost", server.port());
		}
		SSLSocket socket = (SSLSocket) CredentialSslContext.of(caller)
			.getSocketFactory()
			.createSocket("localhost", server.port());
		socket.startHandshake();
		return socket;
	}

	private static void writeUntilFailure(Socket socket) throws IOException {
		OutputStream output = socket.getOutputStream();
		while (true) {
			output.write(new byte[1024]);
		}
	}

	/**
	 * Refuses each client when it has ended its handshake: a server that closes the
	 * connection before loses its alert.
	 */
	private static final class RefusesLate extends X509ExtendedTrustManager {

		private final CountDownLatch finished;

		RefusesLate(CountDownLatch finished) {
			this.finished = finished;
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			try {
				assertThat(this.finished.await(20, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new CertificateException("Refused late");
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
				throws CertificateException {
			checkClientTrusted(chain, authType);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
				throws CertificateException {
			checkClientTrusted(chain, authType);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			throw new UnsupportedOperationException();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
