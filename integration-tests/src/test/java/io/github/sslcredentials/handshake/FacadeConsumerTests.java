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
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import io.github.sslcredentials.rotation.RegistrySslCredentials;
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
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * The facades as the clients of the JDK use them.
 */
@ParameterizedClass
@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
class FacadeConsumerTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final IssuedCredential CREDENTIAL = CA.issueClient("asalieri");

	private static final String MISMATCH = "Certificate of 'CN=wrong.example' is not for 'localhost': "
			+ "it presents DNS:wrong.example";

	@AutoClose
	private static final MutualTlsPartner PARTNER = MutualTlsPartner.start(CA);

	@AutoClose
	private static final MutualTlsPartner WRONG_PARTNER = MutualTlsPartner.builder(CA)
		.serverCredential(CA.issueServer("wrong.example"))
		.start();

	@Parameter
	String protocol = "";

	@BeforeEach
	void reset() {
		PARTNER.reset();
		WRONG_PARTNER.reset();
	}

	@Test
	void httpClientShowsIdentity() throws Exception {
		assertThat(byHttpClient(client(), PARTNER.uri("/"))).contains("CN=asalieri");
		assertThat(PARTNER.connections()).extracting(PartnerConnection::protocol).containsExactly(this.protocol);
	}

	@Test
	void httpClientWhenServerHasWrongNameRefuses() {
		assertThatIOException().isThrownBy(() -> byHttpClient(client(), WRONG_PARTNER.uri("/")))
			.satisfies((ex) -> assertThat(mismatch(ex)).hasMessage(MISMATCH));
		assertThat(WRONG_PARTNER.connections()).isEmpty();
	}

	@Test
	void httpClientWhenHostIsNotListedRefuses() {
		assertThatIOException().isThrownBy(() -> byHttpClient(client().withHosts("api.bank.example"), PARTNER.uri("/")))
			.withMessage("Host 'localhost' is not among the hosts of this client: api.bank.example; "
					+ "add it to 'hosts' if the identity is for it");
		assertThat(PARTNER.connections()).isEmpty();
	}

	@Test
	void httpClientWhenNameIsNotCheckedAccepts() throws Exception {
		assertThat(byHttpClient(client().withoutHostnameCheck(), WRONG_PARTNER.uri("/"))).contains("CN=asalieri");
	}

	@Test
	void httpClientWithServerNameChecksForIt() throws Exception {
		assertThat(byHttpClient(client().withServerName("wrong.example"), WRONG_PARTNER.uri("/")))
			.contains("CN=asalieri");
		assertThat(WRONG_PARTNER.connections()).extracting(PartnerConnection::serverName)
			.containsExactly("wrong.example");
	}

	@Test
	void urlConnectionShowsIdentity() throws Exception {
		assertThat(byUrlConnection(client().socketFactory(), PARTNER)).contains("CN=asalieri");
	}

	@Test
	void urlConnectionsShareConnection() throws Exception {
		SSLSocketFactory factory = client().socketFactory();
		for (int i = 0; i < 40; i++) {
			assertThat(byUrlConnection(factory, PARTNER)).contains("CN=asalieri");
		}
		assertThat(PARTNER.connections()).hasSize(1);
	}

	@Test
	void urlConnectionWhenServerHasWrongNameRefuses() {
		assertThatIOException().isThrownBy(() -> byUrlConnection(client().socketFactory(), WRONG_PARTNER))
			.satisfies((ex) -> assertThat(mismatch(ex)).hasMessage(MISMATCH));
	}

	@Test
	void urlConnectionWithServerNameChecksForIt() throws Exception {
		SSLSocketFactory factory = client().withServerName("wrong.example").socketFactory();
		assertThat(byUrlConnection(factory, WRONG_PARTNER)).contains("CN=asalieri");
	}

	@Test
	void urlConnectionWhenCheckedGetsNoConnectionOfOneThatWasNot() throws Exception {
		SSLSocketFactory strict = client().socketFactory();
		SSLSocketFactory lax = client().withoutHostnameCheck().socketFactory();
		for (int i = 0; i < 3; i++) {
			assertThat(byUrlConnection(lax, WRONG_PARTNER)).contains("CN=asalieri");
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> byUrlConnection(strict, WRONG_PARTNER))
				.satisfies((ex) -> assertThat(mismatch(ex)).hasMessage(MISMATCH));
		}
		assertThat(WRONG_PARTNER.connections()).as("kept alive").hasSize(1);
	}

	@Test
	void engineShowsIdentity() throws Exception {
		TrustAnchors anchors = client().settings().trustAnchors();
		SSLEngine server = TestServer.plainContext(CA.issueServer("localhost"), 1, anchors).createSSLEngine();
		server.setUseClientMode(false);
		server.setNeedClientAuth(true);
		InMemoryConnection connection = InMemoryConnection.open(client().engine("localhost", 443), server);
		assertThat(connection.say("word")).isEqualTo("word");
		assertThat(server.getSession().getPeerPrincipal().getName()).isEqualTo("CN=asalieri");
		assertThat(server.getSession().getProtocol()).isEqualTo(this.protocol);
	}

	@Test
	void contextAsDefaultOfJvmAnswersForItsParameters() throws Exception {
		SSLContext before = SSLContext.getDefault();
		try {
			SSLContext.setDefault(client().sslContext());
			assertThat(SSLContext.getDefault().getDefaultSSLParameters().getProtocols()).containsExactly(this.protocol);
			assertThat(SSLContext.getDefault().getSupportedSSLParameters().getProtocols()).contains("TLSv1.3");
		}
		finally {
			SSLContext.setDefault(before);
		}
	}

	@Test
	void contextWhenInitializedRefuses() {
		SSLContext context = client().sslContext();
		assertThatExceptionOfType(KeyManagementException.class).isThrownBy(() -> context.init(null, null, null))
			.withMessage("The context of a credential cannot be initialized with another one");
	}

	@Test
	void credentialInHandNeedsNoStore() throws Exception {
		SSLSocketFactory factory = withoutStore().socketFactory(CREDENTIAL.record());
		assertThat(byUrlConnection(factory, PARTNER)).contains("CN=asalieri");
		assertThat(byHttpClient(withoutStore().sslContext(CREDENTIAL.record()), PARTNER.uri("/")))
			.contains("CN=asalieri");
		assertThatIOException().isThrownBy(() -> byUrlConnection(factory, WRONG_PARTNER))
			.satisfies((ex) -> assertThat(mismatch(ex)).hasMessage(MISMATCH));
	}

	@Test
	void credentialInHandServesWithoutStore() throws Exception {
		IssuedCredential server = CA.issueServer("localhost");
		try (TestServer testServer = TestServer
			.start(TestServer.bound(withoutStore().serverSocketFactory(server.record())));
				var socket = client().connect("localhost", testServer.port())) {
			assertThat(Exchange.last(socket)).isEqualTo("seenAs=null");
		}
	}

	private SslCredentials withoutStore() {
		CredentialLoader loader = new CredentialLoader(Map::of, new CredentialReader(Clock.systemUTC(), () -> null),
				Duration.ofSeconds(10));
		return new RegistrySslCredentials(new HandshakeRegistry(loader, client().settings(), (context) -> {
		}), (name) -> client(), (path) -> {
		});
	}

	private TestClient client() {
		return TestClient.of(CREDENTIAL, CA).withProtocol(this.protocol);
	}

	private static HostnameMismatchException mismatch(Throwable thrown) {
		Throwable cause = thrown;
		while (cause != null && !(cause instanceof HostnameMismatchException)) {
			cause = cause.getCause();
		}
		return (HostnameMismatchException) cause;
	}

	private static String byHttpClient(TestClient client, URI uri) throws IOException, InterruptedException {
		return byHttpClient(client.sslContext(), uri);
	}

	private static String byHttpClient(SSLContext context, URI uri) throws IOException, InterruptedException {
		HttpClient http = HttpClient.newBuilder().sslContext(context).build();
		return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	private static String byUrlConnection(SSLSocketFactory factory, MutualTlsPartner partner) throws IOException {
		URL url = partner.uri("/").toURL();
		HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
		connection.setSSLSocketFactory(factory);
		return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
