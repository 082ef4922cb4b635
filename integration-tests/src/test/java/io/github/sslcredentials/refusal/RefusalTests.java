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

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Each failed handshake ends in one exception and one line of the log, on each way in.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusalTests {

	private static final DevelopmentCa CA = RefusalCase.ca();

	private static final IssuedCredential CLIENT = CA.issueClient("asalieri");

	static List<Arguments> cases() {
		List<Arguments> cases = new ArrayList<>();
		for (RefusalCase refusal : RefusalCase.values()) {
			for (Caller.Way way : Caller.Way.values()) {
				cases.add(Arguments.of(refusal, way, "TLSv1.2"));
				cases.add(Arguments.of(refusal, way, "TLSv1.3"));
			}
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void callWhenRefusedSaysWhyOnce(RefusalCase refusal, Caller.Way way, String protocol, CapturedOutput output)
			throws Exception {
		try (RawServer server = refusal.start()) {
			Caller caller = refusal.caller(protocol);
			HandshakeFailedException failure = failure(way, caller, server.port());
			assertThat(failure)
				.hasMessageStartingWith(
						"Handshake of client 'ssl.clients.bank' with 'localhost:%d' failed. ".formatted(server.port()))
				.hasMessageContaining(". Our credential is 'Bank/1', version 3, fingerprint " + caller.fingerprint());
			if (refusal.refusedByPeer()) {
				assertThat(failure.getMessage()).contains(
						"failed. The peer refused by the alert 'certificate_unknown': it does not take our certificate and does not say why, mostly since its authority or itself is not known there. Ask the peer whether it has registered our certificate, by its fingerprint, and our authority. ")
					.contains("from the issuers 'CN=Bank CA'; ours is from none of them, and was shown");
			}
			else {
				assertThat(failure.getMessage()).contains("failed. " + refusal.said());
			}
			assertThat(server.end()).isNotEqualTo("served");
			assertLoggedOnceEach(server.connections(), failure, output);
			assertNoSecret(refusal.client(), failure, output);
		}
	}

	@ParameterizedTest
	@EnumSource
	void callWhenCertificateIsRightSaysNothing(Caller.Way way, CapturedOutput output) throws Exception {
		for (boolean needed : new boolean[] { true, false }) {
			for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
				try (RawServer server = RawServer.startTls(CA.issueServer("localhost"), 1, List.of(CA.certificate()),
						(socket) -> socket.setNeedClientAuth(needed))) {
					assertThat(way.call(Caller.of(CLIENT, CA, protocol), server.port())).endsWith("hi");
					assertThat(server.end()).isEqualTo("served");
				}
			}
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@Test
	void messageSaysAllThatIsKnown() throws Exception {
		IssuedCredential issued = CA.issueServer("other.example");
		try (RawServer server = RawServer.startTls(issued, 1, List.of(CA.certificate()), (socket) -> {
		})) {
			Caller caller = Caller.of(CLIENT, CA, "TLSv1.3");
			HandshakeFailedException failure = failure(Caller.Way.SOCKET, caller, server.port());
			assertThat(failure).hasMessage(("Handshake of client 'ssl.clients.bank' with 'localhost:%d' failed. "
					+ "Certificate of 'CN=other.example' is not for 'localhost': it presents DNS:other.example. "
					+ "If the peer is called by another name than its own, set 'server-name'; otherwise the peer must renew its certificate with this name. "
					+ "The peer presented 'CN=other.example' issued by 'CN=Bank CA', valid from %s until %s, for DNS:other.example, fingerprint %s; "
					+ "to be verified as 'localhost' against 'CN=Bank CA'. It had not asked for a certificate yet when the handshake ended. "
					+ "Offered were TLSv1.3; agreed on were TLSv1.3 and TLS_AES_256_GCM_SHA384. "
					+ "Our credential is 'Bank/1', version 3, fingerprint %s, 'CN=asalieri' issued by 'CN=Bank CA', valid until %s")
				.formatted(server.port(), issued.certificate().getNotBefore().toInstant(),
						issued.certificate().getNotAfter().toInstant(), fingerprint(issued), caller.fingerprint(),
						CLIENT.certificate().getNotAfter().toInstant()))
				.cause()
				.isExactlyInstanceOf(HostnameMismatchException.class);
			assertThat(failure.report().peer().verified()).isFalse();
		}
	}

	@Test
	void callWhenProtocolIsNotCommonSaysWhatWasOffered() throws Exception {
		try (RawServer server = RawServer.startTls(CA.issueServer("localhost"), 1, List.of(),
				(socket) -> socket.setEnabledProtocols(new String[] { "TLSv1.3" }))) {
			assertThat(failure(Caller.Way.SOCKET, Caller.of(CLIENT, CA, "TLSv1.2"), server.port()).getMessage())
				.contains(
						"The peer refused by the alert 'protocol_version': none of the protocol versions that we offer is one of its own. Let the peer switch on TLSv1.2 or TLSv1.3, or see 'enabled-protocols'. The peer presented no certificate. It had not asked for a certificate yet when the handshake ended. Offered were TLSv1.2 with the cipher suites ",
						"; nothing was agreed on. ");
		}
	}

	@Test
	void callWhenCipherIsNotCommonSaysWhatWasOffered() throws Exception {
		Caller caller = Caller.of(CLIENT, CA, List.of("TLSv1.3"), List.of("TLS_AES_256_GCM_SHA384"));
		try (RawServer server = RawServer.startTls(CA.issueServer("localhost"), 1, List.of(),
				(socket) -> socket.setEnabledCipherSuites(new String[] { "TLS_AES_128_GCM_SHA256" }))) {
			assertThat(failure(Caller.Way.SOCKET, caller, server.port()).getMessage()).contains(
					"The peer refused by the alert 'handshake_failure': there is nothing that both sides could agree on, mostly cipher suite, key or curve. Ask the peer for its protocol versions and cipher suites, and compare 'enabled-protocols' and 'ciphers'. ",
					"Offered were TLSv1.3 with the cipher suites TLS_AES_256_GCM_SHA384; nothing was agreed on. ");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					40  | handshake_failure       | there is nothing that both sides could agree on
					42  | bad_certificate         | it does not take our certificate, mostly since it does not trust its authority
					43  | unsupported_certificate | it does not take certificates of this kind, by their key, signature or usage
					44  | certificate_revoked     | our certificate was revoked by its authority
					45  | certificate_expired     | our certificate is not valid at the time of its clock
					46  | certificate_unknown     | it does not take our certificate and does not say why
					48  | unknown_ca              | it does not trust the authority of our certificate
					49  | access_denied           | it does not let our certificate in, be it known there or, as GnuTLS says it, not verified
					51  | decrypt_error           | a signature or the exchanged keys do not hold
					70  | protocol_version        | none of the protocol versions that we offer is one of its own
					71  | insufficient_security   | what we offer is too weak for it
					80  | internal_error          | it failed within itself
					112 | unrecognized_name       | it does not know the name by which it was called
					116 | certificate_required    | it requires a certificate and has got none that it takes
					120 | no_application_protocol | it has none of the application protocols (ALPN) that were offered
					47  | illegal_parameter       | it does not go on
					""")
	void callWhenPeerSendsAlertSaysWhatItMeans(int code, String name, String meaning, CapturedOutput output)
			throws Exception {
		for (Caller.Way way : Caller.Way.values()) {
			try (RawServer server = RawServer.start((socket) -> {
				readRecord(socket);
				socket.getOutputStream().write(new byte[] { 21, 3, 3, 0, 2, 2, (byte) code });
				socket.getInputStream().read();
			})) {
				HandshakeFailedException failure = failure(way, Caller.of(CLIENT, CA), server.port());
				assertThat(failure)
					.hasMessageContaining("failed. The peer refused by the alert '%s': %s".formatted(name, meaning));
				assertLoggedOnceEach(server.connections(), failure, output);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void callWhenPeerSpeaksPlainHttpSaysSo(Caller.Way way) throws Exception {
		try (RawServer server = RawServer.start((socket) -> {
			readRecord(socket);
			socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
		})) {
			assertThat(failure(way, Caller.of(CLIENT, CA), server.port())).hasMessageContaining(
					"failed. The peer does not speak TLS on this port, but answered with something else, such as plain HTTP. See the port; TLS is mostly on 443 or 8443. ");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SOCKET", "LAYERED" })
	void callWhenPeerClosesSaysSo(Caller.Way way) throws Exception {
		try (RawServer server = RawServer.start(RefusalTests::readRecord)) {
			assertThat(failure(way, Caller.of(CLIENT, CA), server.port())).hasMessageContaining(
					"failed. The peer closed the connection during the handshake, without a word. See the port, and what is in between; ask the peer for its log. ");
		}
	}

	@ParameterizedTest
	@CsvSource({ "SOCKET, true", "SOCKET, false", "LAYERED, true", "LAYERED, false" })
	void callWhenPeerResetsAfterHandshakeSaysWhatIsLikely(Caller.Way way, boolean asked, CapturedOutput output)
			throws Exception {
		SSLContext context = RawServer.context(CA.issueServer("localhost"), 1, List.of(CA.certificate()));
		try (RawServer server = RawServer.start((socket) -> {
			SSLSocket ssl = (SSLSocket) context.getSocketFactory()
				.createSocket(socket, InputStream.nullInputStream(), false);
			ssl.setNeedClientAuth(asked);
			ssl.startHandshake();
			ssl.getInputStream().read();
			socket.setSoLinger(true, 0);
		})) {
			HandshakeFailedException failure = failure(way, Caller.of(CLIENT, CA, "TLSv1.3"), server.port());
			assertThat(failure).hasMessageContaining(asked
					? "failed. The peer closed the connection after our certificate was shown, without a word: most likely it refused it. Ask the peer for its log; mostly it does not trust our authority, lacks an intermediate certificate of our chain, or takes our certificate for expired. "
					: "failed. The peer closed the connection before its first answer, without a word, and had not asked for a certificate. Ask the peer for its log; perhaps it asks for certificates on another port or name only. ")
				.hasCauseInstanceOf(IOException.class);
			assertLoggedOnceEach(1, failure, output);
		}
	}

	@Test
	void readWhenPeerResetsAfterFirstDataIsNotExplained(CapturedOutput output) throws Exception {
		SSLContext context = RawServer.context(CA.issueServer("localhost"), 1, List.of(CA.certificate()));
		CountDownLatch read = new CountDownLatch(1);
		try (RawServer server = RawServer.start((socket) -> {
			SSLSocket ssl = (SSLSocket) context.getSocketFactory()
				.createSocket(socket, InputStream.nullInputStream(), false);
			ssl.startHandshake();
			ssl.getOutputStream().write('H');
			assertThat(catchThrowable(read::await)).isNull();
			socket.setSoLinger(true, 0);
		});
				Socket plain = new Socket("localhost", server.port());
				Socket socket = Caller.of(CLIENT, CA).current().handshake(plain, "localhost", server.port())) {
			InputStream input = socket.getInputStream();
			assertThat(input.read()).isEqualTo('H');
			read.countDown();
			assertThat(catchThrowable(input::read)).isInstanceOf(SocketException.class);
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@Test
	void callWhenPeerIsSilentSaysSo() throws Exception {
		try (RawServer server = RawServer.start((socket) -> socket.getInputStream().readAllBytes());
				Socket plain = new Socket("localhost", server.port())) {
			plain.setSoTimeout(200);
			Throwable thrown = catchThrowable(
					() -> Caller.of(CLIENT, CA).current().handshake(plain, "localhost", server.port()));
			assertThat(thrown).isInstanceOf(HandshakeFailedException.class)
				.hasMessageContaining(
						"failed. The peer did not answer in time. See whether it is the right port, and what is in between; ask the peer for its log. ");
		}
	}

	@Test
	void callWhenServerNamesManyIssuersListsTen() throws Exception {
		List<X509Certificate> issuers = new ArrayList<>();
		for (int i = 0; i < 24; i++) {
			issuers.add(DevelopmentCa.create("Issuer " + (char) ('A' + i)).certificate());
		}
		try (RawServer server = RawServer.startTls(CA.issueServer("localhost"), 1, issuers,
				(socket) -> socket.setNeedClientAuth(true))) {
			HandshakeFailedException failure = failure(Caller.Way.SOCKET, Caller.of(CLIENT, CA, "TLSv1.3"),
					server.port());
			assertThat(failure).hasMessageContaining(" and 14 more; ours is from none of them, and was shown. ");
			assertThat(failure.report().request().issuers()).hasSize(24);
		}
	}

	@Test
	void callWhenNamesAreHostileEscapesAndBoundsThem(CapturedOutput output) throws Exception {
		String hostile = "x\r\n2026-01-01 ERROR forged ' \u202e";
		String[] names = IntStream.range(0, 30).mapToObj((i) -> i + "y".repeat(800)).toArray(String[]::new);
		IssuedCredential issued = DevelopmentCa.create(hostile)
			.issue()
			.commonName(hostile)
			.dnsNames(names)
			.server()
			.build();
		try (RawServer server = RawServer.startTls(issued, 1, List.of(), (socket) -> {
		})) {
			HandshakeFailedException failure = failure(Caller.Way.SOCKET, Caller.of(CLIENT, CA), server.port());
			assertThat(failure.getMessage()).doesNotContain("\r", "\n", "\u202e")
				.contains("forged")
				.hasSizeLessThan(6000);
			assertThat(failure.report().toString()).doesNotContain("\u202e").doesNotContain("\n2026");
			assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("2026-01-01 ERROR forged"));
			assertLoggedOnceEach(server.connections(), failure, output);
		}
	}

	private static HandshakeFailedException failure(Caller.Way way, Caller caller, int port) {
		Throwable thrown = catchThrowable(() -> way.call(caller, port));
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof HandshakeFailedException failure) {
				assertThat(thrown).hasMessageContaining(failure.getMessage());
				return failure;
			}
		}
		throw new AssertionError("Not refused as expected", thrown);
	}

	/** The JDK's HTTP client connects again where a connection ends without an answer. */
	private static void assertLoggedOnceEach(int connections, HandshakeFailedException failure, CapturedOutput output) {
		assertThat(
				output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains(failure.getMessage())))
			.hasSize(connections);
	}

	private static void assertNoSecret(IssuedCredential issued, Throwable failure, CapturedOutput output) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		String key = Base64.getEncoder().encodeToString(issued.privateKey().getEncoded());
		String text = trace + output.getOut();
		for (int i = 40; i + 20 <= key.length(); i++) {
			assertThat(text).doesNotContain(key.substring(i, i + 20));
		}
	}

	private static String fingerprint(IssuedCredential issued) {
		return Credential.fingerprint(issued.certificate());
	}

	private static void readRecord(Socket socket) throws IOException {
		DataInputStream input = new DataInputStream(socket.getInputStream());
		input.readFully(new byte[3]);
		input.readFully(new byte[input.readUnsignedShort()]);
	}

}
