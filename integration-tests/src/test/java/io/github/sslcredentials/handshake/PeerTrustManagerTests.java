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

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The trust manager when it is taken out of its context, as by a consumer that builds its
 * own: it must not get laxer.
 */
class PeerTrustManagerTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final TestClient CLIENT = TestClient.of(CA.issueClient("asalieri"), CA);

	private static final X509Certificate[] SERVER = { CA.issueServer("localhost").certificate() };

	@Test
	void checkWithoutSocketOrEngineIsRefused() {
		assertRefused(CLIENT, PeerNames.NO_PEER_HOST);
	}

	@Test
	void checkWithoutSocketOrEngineWhenHostsAreListedIsRefused() {
		assertRefused(CLIENT.withHosts("localhost").withoutHostnameCheck(),
				"The peer host is unknown and is not among the hosts of this client: localhost");
		assertRefused(CLIENT.withHosts("localhost").withServerName("localhost"),
				"The peer host is unknown and is not among the hosts of this client: localhost");
	}

	@Test
	void checkWithoutSocketOrEngineWhenSystemIsTrustedIsRefused() {
		TestClient client = TestClient.of(CA.issueClient("asalieri"), new TrustAnchors(true, false, List.of()));
		assertRefused(client, PeerNames.NO_PEER_HOST);
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(
					() -> trustManager(client.withServerName("localhost")).checkServerTrusted(SERVER, "ECDHE_ECDSA"))
			.withMessageContaining("unable to find valid certification path to requested target");
	}

	@Test
	void checkWithServerNameChecksForIt() {
		assertThatNoException().isThrownBy(
				() -> trustManager(CLIENT.withServerName("localhost")).checkServerTrusted(SERVER, "ECDHE_ECDSA"));
		assertThatExceptionOfType(HostnameMismatchException.class).isThrownBy(
				() -> trustManager(CLIENT.withServerName("other.example")).checkServerTrusted(SERVER, "ECDHE_ECDSA"));
	}

	@Test
	void checkOfClientHasNoNameToCheck() throws Exception {
		PeerTrustManager trustManager = trustManager(CLIENT);
		X509Certificate[] client = { CA.issueClient("somebody").certificate() };
		trustManager.checkClientTrusted(client, "EC");
		X509Certificate[] stranger = { DevelopmentCa.create("Other CA").issueClient("stranger").certificate() };
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trustManager.checkClientTrusted(stranger, "EC"));
		assertThat(trustManager.getAcceptedIssuers()).containsExactly(CA.certificate());
	}

	private static void assertRefused(TestClient client, String message) {
		PeerTrustManager trustManager = trustManager(client);
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trustManager.checkServerTrusted(SERVER, "ECDHE_ECDSA"))
			.withMessage(message);
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trustManager.checkServerTrusted(SERVER, "ECDHE_ECDSA", (Socket) null))
			.withMessage(message);
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trustManager.checkServerTrusted(SERVER, "ECDHE_ECDSA", (SSLEngine) null))
			.withMessage(message);
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trustManager.checkServerTrusted(SERVER, "ECDHE_ECDSA", new Socket()))
			.withMessage(message);
	}

	private static PeerTrustManager trustManager(TestClient client) {
		return new PeerTrustManager(
				client.settings().trustAnchors().trustManager(TestClient.credential(CA.issueClient("asalieri"))),
				client.settings());
	}

}
