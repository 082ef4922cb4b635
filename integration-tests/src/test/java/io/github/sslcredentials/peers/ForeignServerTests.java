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

package io.github.sslcredentials.peers;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.HttpClientErrorException;

import static io.github.sslcredentials.peers.PeersApplication.CA;
import static io.github.sslcredentials.peers.PeersApplication.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Our clients against the servers of others. The Java platform may lose the alert of a
 * server that closes the connection before our last message of the handshake is written:
 * then it is said that the server most likely refused our certificate.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ForeignServerTests {

	private static final String LOST = "failed. The peer closed the connection after our certificate was shown, without a word: most likely it refused it.";

	private static final IssuedCredential SERVER = CA.issueServer("localhost");

	@TempDir
	static Path folder;

	private static PeersApplication application;

	@BeforeAll
	static void start() {
		application = PeersApplication.start(folder);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	static Stream<Arguments> servers() {
		return Arrays.stream(ServerProgram.values())
			.flatMap((program) -> Stream.of("TLSv1.2", "TLSv1.3").map((protocol) -> Arguments.of(program, protocol)));
	}

	static Stream<Arguments> serversThatNameOthers() {
		return servers().filter((arguments) -> ((ServerProgram) arguments.get()[0]).namesOthers());
	}

	/** Python cannot choose the cipher suites of TLS 1.3. */
	static Stream<Arguments> serversWithCiphers() {
		return servers()
			.filter((arguments) -> arguments.get()[0] != ServerProgram.PYTHON || arguments.get()[1].equals("TLSv1.2"));
	}

	static Stream<Arguments> clientCases() {
		return servers().flatMap((server) -> with(server, ClientCase.values()));
	}

	static Stream<Arguments> serverCases() {
		return servers().flatMap((server) -> with(server, ServerCase.values()));
	}

	static Stream<Arguments> keys() {
		return servers().flatMap((server) -> with(server, KeyAlgorithm.values()));
	}

	@ParameterizedTest
	@MethodSource("servers")
	void serverSeesRightCertificateAndServesNobodyWithout(ServerProgram program, String protocol, CapturedOutput output)
			throws Exception {
		try (ForeignServer server = ForeignServer.start(program, PeerSettings.of(SERVER, CA, protocol), folder)) {
			assertThat(application.get("asalieri", server.port())).contains("asalieri");
			assertThat(application.exchange("asalieri", server.port())).contains("200", "asalieri");
			HandshakeReport report = application.explain("asalieri", server.port());
			assertThat(report.accepted()).isTrue();
			assertThat(report.connection().protocol()).isEqualTo(protocol);
			assertThat(report.request().shown()).isTrue();
			assertThat(report.request().issuers()).isEqualTo(program.namesNobody() ? List.of() : List.of("CN=Bank CA"));
			assertThat(withoutCertificate(server)).doesNotContain("200").doesNotContain("seenAs");
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@ParameterizedTest
	@MethodSource("clientCases")
	void callWhenServerRefusesOurCertificateSaysWhy(ServerProgram program, String protocol, ClientCase refusal,
			CapturedOutput output) throws Exception {
		PeerSettings settings = refusal.settings(PeerSettings.of(SERVER, CA, protocol));
		try (ForeignServer server = ForeignServer.start(program, settings, folder)) {
			if (program == ServerProgram.NGINX) {
				assertRefusedByHttp(server, refusal, output);
				return;
			}
			assertRefused(server, refusal.client(), output, (message) -> {
				boolean lost = program.closesAtOnce() && message.contains(LOST);
				assertThat(message).containsPattern(lost ? "ours was shown|and was shown" : refusal.said(program));
			});
			server.awaitOutput(refusal.logged(program));
		}
	}

	@ParameterizedTest
	@MethodSource("serverCases")
	void callWhenServerHasWrongCertificateSaysWhy(ServerProgram program, String protocol, ServerCase refusal,
			CapturedOutput output) throws Exception {
		try (ForeignServer server = ForeignServer.start(program, refusal.settings(protocol), folder)) {
			assertRefused(server, "asalieri", output,
					(message) -> assertThat(message).contains("failed. " + refusal.said()));
			assertThat(server.output()).doesNotContain("GET /");
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void serverSeesEachKindOfKey(ServerProgram program, String protocol, KeyAlgorithm algorithm, CapturedOutput output)
			throws Exception {
		IssuedCredential issued = CA.issue()
			.commonName("localhost")
			.dnsNames("localhost")
			.keyAlgorithm(algorithm)
			.server()
			.build();
		try (ForeignServer server = ForeignServer.start(program, PeerSettings.of(issued, CA, protocol), folder)) {
			for (String client : List.of("asalieri", "rsa", "ed25519")) {
				assertThat(application.get(client, server.port())).contains("asalieri");
			}
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@ParameterizedTest
	@EnumSource
	void callWhenServerIsOldSaysWhatWasOffered(ServerProgram program, CapturedOutput output) throws Exception {
		try (ForeignServer server = ForeignServer.start(program, PeerSettings.of(SERVER, CA, "TLSv1.1"), folder)) {
			assertRefused(server, "asalieri", output,
					(message) -> assertThat(message)
						.contains((program == ServerProgram.GNUTLS)
								? "failed. The peer wants a protocol version that we did not offer. "
								: "failed. The peer refused by the alert 'protocol_version': ")
						.contains("Offered were TLSv1.3, TLSv1.2 "));
		}
	}

	@ParameterizedTest
	@MethodSource("serversWithCiphers")
	void callWhenCipherIsNotCommonSaysWhatWasOffered(ServerProgram program, String protocol, CapturedOutput output)
			throws Exception {
		PeerSettings settings = PeerSettings.of(SERVER, CA, protocol).withNarrowCiphers();
		try (ForeignServer server = ForeignServer.start(program, settings, folder)) {
			assertRefused(server, "narrow", output, (message) -> assertThat(message).contains(
					"failed. The peer refused by the alert 'handshake_failure': there is nothing that both sides could agree on, mostly cipher suite, key or curve. ",
					"Offered were TLSv1.3, TLSv1.2 with the cipher suites TLS_AES_256_GCM_SHA384, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384; nothing was agreed on. "));
		}
	}

	@ParameterizedTest
	@MethodSource("servers")
	void serverThatAsksForNoneServes(ServerProgram program, String protocol, CapturedOutput output) throws Exception {
		try (ForeignServer server = ForeignServer.start(program, PeerSettings.of(SERVER, null, protocol), folder)) {
			assertThat(application.get("asalieri", server.port())).doesNotContain("asalieri");
			assertThat(application.exchange("asalieri", server.port())).contains("200").doesNotContain("asalieri");
			HandshakeReport report = application.explain("asalieri", server.port());
			assertThat(report.accepted()).isTrue();
			assertThat(report.request().asked()).isFalse();
		}
		assertThat(output).doesNotContain("Handshake of client");
	}

	@ParameterizedTest
	@MethodSource("serversThatNameOthers")
	void serverThatNamesOtherIssuersSeesOurs(ServerProgram program, String protocol) throws Exception {
		PeerSettings settings = PeerSettings.of(SERVER, CA, protocol).withNamed(OTHER);
		try (ForeignServer server = ForeignServer.start(program, settings, folder)) {
			assertThat(application.get("asalieri", server.port())).contains("asalieri");
			assertThat(application.explain("asalieri", server.port()).toString())
				.contains("from the issuers 'CN=Other CA'; ours is from none of them, and was shown");
		}
	}

	@Test
	void callWithCertificateForServersIsRefusedBeforeItBegins() {
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> application.exchange("serverOnly", 1))
			.extracting(InvalidCredentialException::reason)
			.isEqualTo(InvalidCredentialException.Reason.FORBIDDEN_USAGE);
		assertThat(application.explain("serverOnly", 1).toString()).contains("cannot be used: ", "clientAuth");
	}

	/**
	 * The handshake succeeds, and the answer is what refuses: no message of ours.
	 */
	private static void assertRefusedByHttp(ForeignServer server, ClientCase refusal, CapturedOutput output)
			throws IOException {
		assertThatExceptionOfType(HttpClientErrorException.BadRequest.class)
			.isThrownBy(() -> application.get(refusal.client(), server.port()))
			.withMessageContaining("The SSL certificate error");
		assertThat(application.exchange(refusal.client(), server.port())).contains("400 Bad Request")
			.doesNotContain("seenAs");
		assertThat(application.explain(refusal.client(), server.port()).accepted()).isTrue();
		server.awaitOutput(refusal.logged(ServerProgram.NGINX));
		assertThat(output).doesNotContain("Handshake of client");
	}

	private static void assertRefused(ForeignServer server, String client, CapturedOutput output, Message message)
			throws Exception {
		List<HandshakeFailedException> failures = List.of(failure(() -> application.get(client, server.port())),
				failure(() -> application.exchange(client, server.port())));
		for (HandshakeFailedException failure : failures) {
			message.check(String.valueOf(failure.getMessage()));
			assertThat(lines(output).filter((line) -> line.contains(String.valueOf(failure.getMessage()))))
				.isNotEmpty();
		}
		assertThat(lines(output)).hasSize(2);
		HandshakeReport report = application.explain(client, server.port());
		assertThat(report.accepted()).isFalse();
		message.check(report.summary());
		assertThat(lines(output)).hasSize(2);
	}

	private static Stream<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains("Handshake of client"));
	}

	private static HandshakeFailedException failure(ThrowingCallable call) {
		Throwable thrown = catchThrowable(call);
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof HandshakeFailedException failure) {
				return failure;
			}
		}
		throw new AssertionError("Not refused as expected", thrown);
	}

	private static String withoutCertificate(ForeignServer server) {
		try (Socket socket = PlainClient.trusting(CA).getSocketFactory().createSocket("localhost", server.port())) {
			return PeersApplication.exchange(socket);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static Stream<Arguments> with(Arguments server, Object[] values) {
		return Arrays.stream(values).map((value) -> Arguments.of(server.get()[0], server.get()[1], value));
	}

	/**
	 * What is to be said.
	 */
	@FunctionalInterface
	private interface Message {

		void check(String message);

	}

}
