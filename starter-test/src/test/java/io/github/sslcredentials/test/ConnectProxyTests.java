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

package io.github.sslcredentials.test;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ConnectProxy}.
 *
 * @author SSL Credentials contributors
 */
@Timeout(60)
class ConnectProxyTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	@AutoClose
	private static final MutualTlsPartner partner = MutualTlsPartner.builder(ca)
		.serverCredential(ca.issueServer("api.bank.example"))
		.start();

	@BeforeEach
	void reset() {
		partner.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void getWhenHostIsUnknownToDnsLeadsToPartner(String protocol) throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			PlainClient client = PlainClient.of(ca, ca.issueClient("asalieri"), protocol);
			String body = get(client, proxy, "https://api.bank.example/a");
			assertThat(body).startsWith("{\"seenAs\":\"CN=asalieri\"");
			assertThat(proxy.targets()).containsExactly("api.bank.example:443");
			assertThat(partner.requests()).extracting((request) -> request.connection().serverName())
				.containsExactly("api.bank.example");
			proxy.reset();
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@Test
	void getWhenCertificateIsForAnotherHostIsRefusedByClient() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			PlainClient client = PlainClient.of(ca, ca.issueClient("asalieri"));
			assertThatIOException().isThrownBy(() -> get(client, proxy, "https://api.other.example/"))
				.withMessageContaining("api.other.example");
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.failures()).hasSize(1);
		}
	}

	@Test
	void connectWhenSeveralPartnersLeadsByHostAndPort() throws Exception {
		try (MutualTlsPartner other = MutualTlsPartner.builder(ca)
			.serverCredential(ca.issueServer("api.other.example"))
			.start();
				ConnectProxy proxy = ConnectProxy
					.start((host, port) -> (host.equals("api.other.example") && port == 8443) ? other.address()
							: partner.address())) {
			PlainClient client = PlainClient.of(ca, ca.issueClient("asalieri"));
			get(client, proxy, "https://api.other.example:8443/");
			get(client, proxy, "https://api.bank.example/");
			assertThat(other.requests()).hasSize(1);
			assertThat(partner.requests()).hasSize(1);
		}
	}

	@Test
	void connectWhenTargetHasNoAddressIsRefused() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start((host, port) -> null)) {
			assertThat(connect(proxy, "")).isEqualTo("HTTP/1.1 502 ");
			assertThat(proxy.targets()).containsExactly("api.bank.example:443");
		}
	}

	@Test
	void connectWhenAddressAnswersNotIsRefused() throws Exception {
		MutualTlsPartner closed = MutualTlsPartner.start(ca);
		closed.close();
		try (ConnectProxy proxy = ConnectProxy.start(closed.address())) {
			assertThat(connect(proxy, "")).isEqualTo("HTTP/1.1 502 ");
		}
	}

	@Test
	void connectWhenAuthenticatedIsAccepted() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start((host, port) -> partner.address(), "user", "secret")) {
			assertThat(connect(proxy, "Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n")).isEqualTo("HTTP/1.1 200 ");
			assertThat(proxy.targets()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Proxy-Authorization: Basic dXNlcjp3cm9uZw==\r\n" })
	void connectWhenNotAuthenticatedIsRefused(String header) throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start((host, port) -> partner.address(), "user", "secret")) {
			assertThat(connect(proxy, header)).isEqualTo("HTTP/1.1 407 ");
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@Test
	void serveWhenMethodIsNotConnectIsRefused() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			assertThat(exchange(proxy, "GET http://api.bank.example/ HTTP/1.1\r\n\r\n")).isEqualTo("HTTP/1.1 405 ");
		}
	}

	@Test
	void closeWhenTunnelIsOpenClosesIt() throws Exception {
		ConnectProxy proxy = ConnectProxy.start(partner.address());
		try (Socket socket = new Socket(proxy.address().getAddress(), proxy.port())) {
			send(socket, "CONNECT a:1 HTTP/1.1\r\n\r\n");
			assertThat(socket.getInputStream().readNBytes(17)).startsWith("HTTP/1.1 200".getBytes());
			proxy.close();
			assertThat(ended(socket)).isTrue();
		}
	}

	private static String get(PlainClient client, ConnectProxy proxy, String uri) throws Exception {
		HttpClient http = HttpClient.newBuilder()
			.sslContext(client.sslContext)
			.sslParameters(client.parameters())
			.proxy(ProxySelector.of(proxy.address()))
			.build();
		return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString()).body();
	}

	private static String connect(ConnectProxy proxy, String header) throws IOException {
		return exchange(proxy, "CONNECT api.bank.example:443 HTTP/1.1\r\n" + header + "\r\n");
	}

	private static String exchange(ConnectProxy proxy, String request) throws IOException {
		try (Socket socket = new Socket(proxy.address().getAddress(), proxy.port())) {
			send(socket, request);
			return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
		}
	}

	private static void send(Socket socket, String request) throws IOException {
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
	}

	private static boolean ended(Socket socket) {
		try {
			return socket.getInputStream().read() < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

}
