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
import java.lang.Thread.State;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * All the ways in which a socket can be made: each verifies the peer, shows the identity,
 * and obeys the hosts.
 */
class SocketFormTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final TestClient CLIENT = TestClient.of(CA.issueClient("asalieri"), CA);

	private static final IssuedCredential WRONG_SERVER = CA.issueServer("wrong.example");

	@AutoClose
	private static final MutualTlsPartner PARTNER = MutualTlsPartner.start(CA);

	@AutoClose
	private static final MutualTlsPartner WRONG_PARTNER = MutualTlsPartner.builder(CA)
		.serverCredential(WRONG_SERVER)
		.start();

	static Stream<Named<Form>> forms() throws IOException {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		InetAddress address = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		return Stream.of(Named.of("host", (factory, port) -> factory.createSocket("localhost", port)),
				Named.of("host, from local", (factory, port) -> factory.createSocket("localhost", port, loopback, 0)),
				Named.of("address", (factory, port) -> factory.createSocket(address, port)),
				Named.of("named address", (factory, port) -> factory.createSocket(loopback, port)),
				Named.of("address, from local", (factory, port) -> factory.createSocket(address, port, loopback, 0)),
				Named.of("connect", (factory, port) -> connected(factory, new InetSocketAddress("localhost", port))),
				Named.of("connect by address",
						(factory, port) -> connected(factory, new InetSocketAddress(address, port))),
				Named.of("layered", (factory, port) -> factory.createSocket(new Socket("localhost", port), "localhost",
						port, true)));
	}

	static Stream<Named<AddressForm>> addressForms() {
		return Stream.of(Named.of("address", SSLSocketFactory::createSocket), Named.of("connect",
				(factory, address, port) -> connected(factory, new InetSocketAddress(address, port))));
	}

	@BeforeEach
	void reset() {
		PARTNER.reset();
		WRONG_PARTNER.reset();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void socketShowsIdentity(Form form) throws Exception {
		try (Socket socket = form.create(CLIENT.socketFactory(), PARTNER.port())) {
			assertThat(Exchange.last(socket)).contains("\"seenAs\":\"CN=asalieri\"");
			assertThat(socket.isConnected()).isTrue();
			assertThat(((SSLSocket) socket).getUseClientMode()).isTrue();
		}
		assertThat(PARTNER.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
	}

	@Test
	void socketWhenFirstReadAndWrittenAtOnceShakesHandsOnce() throws Exception {
		assertShakesHandsOnce((socket) -> {
		});
	}

	@Test
	void socketWhenReadWhileHandshakeIsStartedShakesHandsOnce() throws Exception {
		assertShakesHandsOnce(SSLSocket::startHandshake);
	}

	@ParameterizedTest
	@MethodSource("forms")
	void socketWhenServerHasWrongNameRefuses(Form form) throws Exception {
		try (Socket socket = form.create(CLIENT.socketFactory(), WRONG_PARTNER.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.havingCause()
				.isExactlyInstanceOf(HostnameMismatchException.class)
				.withMessageMatching("Certificate of 'CN=wrong.example' is not for '(localhost|127.0.0.1)': "
						+ "it presents DNS:wrong.example");
		}
		assertThat(WRONG_PARTNER.connections()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void socketWhenHostIsListedShowsIdentity(Form form) throws Exception {
		TestClient client = CLIENT.withHosts("localhost", "127.0.0.1");
		try (Socket socket = form.create(client.socketFactory(), PARTNER.port())) {
			assertThat(Exchange.last(socket)).contains("CN=asalieri");
		}
	}

	@ParameterizedTest
	@MethodSource("forms")
	void socketWhenHostIsNotListedIsRefusedBeforeConnecting(Form form) throws Exception {
		TestClient client = CLIENT.withHosts("api.bank.example", "*.localhost");
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(HostNotAllowedException.class)
				.isThrownBy(() -> form.create(client.socketFactory(), server.getLocalPort()))
				.withMessageMatching("Host '(localhost|127.0.0.1)' is not among the hosts of this client: "
						+ "api.bank.example, \\*.localhost; add it to 'hosts' if the identity is for it");
		}
	}

	@Test
	void socketWhenHostIsNotListedOpensNoConnection() throws Exception {
		SSLSocketFactory factory = CLIENT.withHosts("api.bank.example").socketFactory();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket unconnected = factory.createSocket()) {
			InetSocketAddress address = new InetSocketAddress("localhost", server.getLocalPort());
			assertThatExceptionOfType(HostNotAllowedException.class)
				.isThrownBy(() -> factory.createSocket("localhost", server.getLocalPort()));
			assertThatExceptionOfType(HostNotAllowedException.class)
				.isThrownBy(() -> unconnected.connect(address, 1000));
			server.setSoTimeout(200);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
		}
	}

	@Test
	void socketWhenIpAddressIsNotInCertificateIsRefused() throws Exception {
		IssuedCredential named = CA.issue().dnsNames("localhost").server().build();
		InetAddress address = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA).serverCredential(named).start();
				Socket socket = CLIENT.socketFactory().createSocket(address, partner.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.havingCause()
				.isExactlyInstanceOf(HostnameMismatchException.class)
				.withMessage("Certificate of 'CN=Development' is not for '127.0.0.1': it presents DNS:localhost");
		}
	}

	@ParameterizedTest
	@MethodSource("addressForms")
	void socketWhenAddressWasAskedForItsNameIsOfAddress(AddressForm form) throws Exception {
		SSLSocketFactory factory = CLIENT.withHosts("127.0.0.1").socketFactory();
		try (Socket socket = form.create(factory, askedForItsName(), PARTNER.port())) {
			assertThat(Exchange.last(socket)).contains("CN=asalieri");
		}
	}

	/** Whoever has the address chooses the name that the name service answers with. */
	@ParameterizedTest
	@MethodSource("addressForms")
	void socketWhenOnlyNameOfNameServiceIsListedIsRefused(AddressForm form) throws Exception {
		SSLSocketFactory factory = CLIENT.withoutHostnameCheck().withHosts("localhost").socketFactory();
		try (Socket socket = form.create(factory, askedForItsName(), PARTNER.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.withMessageContaining("The peer host '127.0.0.1' is not among the hosts of this client: localhost");
		}
		assertThat(PARTNER.connections()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("addressForms")
	void socketWhenAddressIsListedButCalledByOtherNameIsRefused(AddressForm form) throws Exception {
		SSLSocketFactory factory = CLIENT.withoutHostnameCheck().withHosts("127.0.0.1").socketFactory();
		InetAddress address = InetAddress.getByAddress("other", new byte[] { 127, 0, 0, 1 });
		try (Socket socket = form.create(factory, address, PARTNER.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.withMessageContaining("The peer host 'other' is not among the hosts of this client: 127.0.0.1");
		}
		assertThat(PARTNER.connections()).isEmpty();
	}

	@Test
	void socketWhenAddressIsListedButHostIsNotIsRefusedBeforeConnecting() {
		SSLSocketFactory factory = CLIENT.withHosts("127.0.0.1").socketFactory();
		assertThatExceptionOfType(HostNotAllowedException.class)
			.isThrownBy(() -> factory.createSocket("localhost", PARTNER.port()));
	}

	@Test
	void layeredSocketWhenAutoCloseClosesUnderlyingSocket() throws Exception {
		try (Socket plain = new Socket("localhost", PARTNER.port())) {
			try (Socket socket = CLIENT.socketFactory().createSocket(plain, "localhost", PARTNER.port(), true)) {
				Exchange.next(socket, "asalieri");
			}
			assertThat(plain.isClosed()).isTrue();
		}
	}

	@Test
	void layeredSocketWithoutAutoCloseLeavesUnderlyingSocketOpen() throws Exception {
		try (Socket plain = new Socket("localhost", PARTNER.port())) {
			try (Socket socket = CLIENT.socketFactory().createSocket(plain, "localhost", PARTNER.port(), false)) {
				Exchange.next(socket, "asalieri");
			}
			assertThat(plain.isClosed()).isFalse();
		}
	}

	@Test
	void layeredSocketWithoutHostIsRefused() throws Exception {
		try (Socket plain = new Socket("localhost", PARTNER.port());
				Socket socket = CLIENT.socketFactory().createSocket(plain, null, PARTNER.port(), true)) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> Exchange.last(socket))
				.withMessage(PeerNames.NO_PEER_HOST);
		}
		assertThat(PARTNER.connections()).isEmpty();
	}

	@Test
	void handshakeIsMadeByRead() throws Exception {
		try (Socket socket = CLIENT.connect("localhost", PARTNER.port())) {
			socket.setSoTimeout(300);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
			assertThat(PARTNER.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
		}
	}

	@Test
	void handshakeIsMadeByGetSession() throws Exception {
		try (SSLSocket socket = CLIENT.connect("localhost", PARTNER.port())) {
			assertThat(socket.getSession().getPeerHost()).isEqualTo("localhost");
			assertThat(PARTNER.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
		}
	}

	@Test
	void getSessionWhenServerHasWrongNameIsInvalid() throws Exception {
		try (SSLSocket socket = CLIENT.connect("localhost", WRONG_PARTNER.port())) {
			assertThat(socket.getSession().isValid()).isFalse();
			assertThat(socket.getSession().getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
		}
	}

	@Test
	void readWhenGetSessionHasFailedSaysWhy() throws Exception {
		try (SSLSocket socket = CLIENT.connect("localhost", WRONG_PARTNER.port())) {
			assertThat(socket.getSession().isValid()).isFalse();
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Exchange.last(socket))
					.withRootCauseExactlyInstanceOf(HostnameMismatchException.class)
					.havingCause()
					.isInstanceOf(SSLHandshakeException.class);
			}
		}
	}

	@Test
	void readWhenClosedSaysSo() throws Exception {
		SSLSocket socket = CLIENT.connect("localhost", PARTNER.port());
		Exchange.next(socket, "asalieri");
		socket.close();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> Exchange.last(socket)).withNoCause();
	}

	@Test
	void getSessionBeforeConnectingIsInvalidAndHarmless() throws Exception {
		try (SSLSocket socket = (SSLSocket) CLIENT.socketFactory().createSocket()) {
			assertThat(socket.getSession().isValid()).isFalse();
			assertThatExceptionOfType(SocketException.class).isThrownBy(socket::startHandshake)
				.withMessage("Socket is not connected");
			socket.connect(new InetSocketAddress("localhost", PARTNER.port()), 5000);
			assertThat(Exchange.last(socket)).contains("CN=asalieri");
		}
	}

	/** A second handshake would be a renegotiation. */
	private static void assertShakesHandsOnce(Beginning beginning) throws Exception {
		TrustAnchors trusted = new TrustAnchors(false, false, List.of(CA.certificate()));
		SSLServerSocket serverSocket = TestServer.plainServerSocket(CA.issueServer("localhost"), 1, trusted);
		List<HandshakeCompletedEvent> handshakes = new CopyOnWriteArrayList<>();
		try (SSLSocket socket = CLIENT.withProtocol("TLSv1.2").connect("localhost", serverSocket.getLocalPort())) {
			socket.addHandshakeCompletedListener(handshakes::add);
			FutureTask<Integer> reading = new FutureTask<>(() -> socket.getInputStream().read());
			FutureTask<Void> writing = new FutureTask<>(() -> {
				beginning.of(socket);
				return write(socket, "\r\n\r\n");
			});
			List<Thread> threads = List.of(new Thread(reading), new Thread(writing));
			threads.forEach(Thread::start);
			Awaitility.await().until(() -> threads.stream().anyMatch((thread) -> thread.getState() == State.WAITING));
			try (TestServer server = TestServer.start(serverSocket)) {
				assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo('s');
				assertThat(server.next().failure()).isNull();
			}
		}
		Awaitility.await().until(() -> !handshakes.isEmpty());
		assertThat(handshakes).hasSize(1);
	}

	private static @Nullable Void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		return null;
	}

	/** The name that {@code getHostName()} leaves in an address. */
	private static InetAddress askedForItsName() throws IOException {
		InetAddress address = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		assumeThat(address.getHostName()).isEqualTo("localhost");
		return address;
	}

	private static Socket connected(SSLSocketFactory factory, InetSocketAddress address) throws IOException {
		Socket socket = factory.createSocket();
		socket.connect(address, 5000);
		return socket;
	}

	/**
	 * What a thread does with a socket before it writes.
	 */
	interface Beginning {

		void of(SSLSocket socket) throws IOException;

	}

	/**
	 * One of the ways by address.
	 */
	interface AddressForm {

		Socket create(SSLSocketFactory factory, InetAddress address, int port) throws IOException;

	}

	/**
	 * One of the ways.
	 */
	interface Form {

		Socket create(SSLSocketFactory factory, int port) throws IOException;

	}

}
