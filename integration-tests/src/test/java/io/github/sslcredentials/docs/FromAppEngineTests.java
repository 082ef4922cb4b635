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

package io.github.sslcredentials.docs;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.security.cert.CertPathBuilderException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.HostnameMatcher;
import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.autoconfigure.SslCredentialsPropertyException;
import io.github.sslcredentials.docs.app.CredentialImport;
import io.github.sslcredentials.docs.app.ManualApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * {@code docs/from-app-engine.md}, row by row.
 */
class FromAppEngineTests {

	@TempDir
	static Path folder;

	private static Bank bank;

	private static ConfigurableApplicationContext application;

	private static SslCredentials credentials;

	private static SSLSocketFactory socketFactory;

	private static RestTemplate restTemplate;

	private static RestClient restClient;

	@BeforeAll
	static void start() {
		bank = new Bank(folder);
		application = bank.start("getting-started.yml app-engine-ca-certs.yml app-engine-ssl-version.yml "
				+ "app-engine-server-name.yml");
		credentials = application.getBean(SslCredentials.class);
		socketFactory = application.getBean(SSLSocketFactory.class);
		restTemplate = application.getBean(RestTemplate.class);
		restClient = application.getBean(RestClient.class);
	}

	@AfterAll
	static void stop() {
		bank.close();
	}

	@BeforeEach
	void reset() {
		bank.partner.closeConnections();
		bank.partner.reset();
	}

	@Test
	void fileLikeObjects() throws Exception {
		Path keyFile = bank.file("asalieri.key");
		Path certFile = bank.file("asalieri.crt");
		// tag::file-like[]
		try (Reader key = Files.newBufferedReader(keyFile); Reader cert = Files.newBufferedReader(certFile)) {
			SSLSocketFactory factory = credentials.socketFactory(CredentialRecord.pem(key, cert));
			// end::file-like[]
			handshake(factory);
			// tag::file-like[]
		}
		// end::file-like[]
		assertThat(bank.partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
	}

	@Test
	void ndbKey() {
		// tag::ndb-key[]
		CredentialPath path = CredentialPath.of("Employee", "asalieri", "Address", 1);
		Credential credential = credentials.get(path);
		// end::ndb-key[]
		assertThat(path).isEqualTo(CredentialPath.parse("Employee/asalieri/Address/1"));
		assertThat(credential.certificate()).isEqualTo(bank.client.certificate());
	}

	@Test
	void wrapSocket() throws Exception {
		try (Socket socket = bank.connectedSocket("api.bank.example")) {
			// tag::wrap-socket[]
			SSLSocket sslSocket = (SSLSocket) socketFactory.createSocket(socket, "api.bank.example", 443, true);
			sslSocket.startHandshake();
			// end::wrap-socket[]
			sslSocket.close();
			assertThat(socket.isClosed()).isTrue();
		}
		assertThat(bank.partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
	}

	@Test
	void serverSide() throws Exception {
		CredentialRecord record = bank.ca.issueServer("localhost").record();
		int port = 0;
		// tag::server-side[]
		SSLServerSocket server = (SSLServerSocket) credentials.serverSocketFactory(record).createServerSocket(port);
		// end::server-side[]
		server.setNeedClientAuth(true);
		try (server) {
			CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> accept(server));
			try (Socket socket = socketFactory.createSocket("localhost", server.getLocalPort())) {
				assertThat(socket.getInputStream().read()).isEqualTo('!');
			}
			assertThat(seen).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("CN=asalieri");
		}
	}

	@Test
	void serverSideOnConnectedSocket() throws Exception {
		CredentialRecord record = bank.ca.issue().commonName("localhost").dnsNames("localhost").build().record();
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket client = new Socket(plain.getInetAddress(), plain.getLocalPort());
				Socket accepted = plain.accept()) {
			// tag::server-side-wrap[]
			SSLSocket sslSocket = (SSLSocket) credentials.socketFactory(record).createSocket(accepted, null, true);
			sslSocket.setNeedClientAuth(true);
			// end::server-side-wrap[]
			CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> handshake(sslSocket));
			((SSLSocket) socketFactory.createSocket(client, "localhost", plain.getLocalPort(), true)).startHandshake();
			assertThat(seen.get()).isEqualTo("CN=asalieri");
		}
	}

	@Test
	void certRequired() {
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> restTemplate.getForObject("https://api.bank.example:8443/", String.class))
			.withRootCauseInstanceOf(CertPathBuilderException.class);
		assertThat(restTemplate.getForObject("https://api.bank.example/", String.class)).contains("CN=asalieri");
		assertThat(bank.impostor.requests()).isEmpty();
	}

	@Test
	void certRequiredOfClients() throws Exception {
		CredentialRecord stranger = DevelopmentCa.create("Unknown CA").issueClient("asalieri").record();
		SSLServerSocket server = (SSLServerSocket) credentials
			.serverSocketFactory(bank.ca.issueServer("localhost").record())
			.createServerSocket(0);
		// tag::cert-reqs[]
		server.setNeedClientAuth(true);
		// end::cert-reqs[]
		try (server) {
			CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> accept(server));
			try (Socket socket = credentials.socketFactory(stranger).createSocket("localhost", server.getLocalPort())) {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.getInputStream().read());
			}
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(seen::get)
				.withRootCauseInstanceOf(CertPathBuilderException.class);
		}
	}

	@Test
	void caCerts() {
		assertThat(call("own-file")).contains("CN=asalieri");
		assertThat(call("both")).contains("CN=asalieri");
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> call("platform"))
			.withRootCauseInstanceOf(CertPathBuilderException.class);
	}

	@Test
	void sslVersion() {
		call("old-partner");
		call("own-file");
		assertThat(bank.partner.connections()).extracting(PartnerConnection::protocol)
			.containsExactly("TLSv1.2", "TLSv1.3");
	}

	@Test
	void sslVersionThatIsSwitchedOff() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> bank.start("getting-started.yml app-engine-switched-off.yml"))
			.havingRootCause()
			.isInstanceOf(SslCredentialsPropertyException.class)
			.withMessage("'ssl.enabled-protocols': 'TLSv1.1' is switched off in this Java platform");
	}

	@Test
	void environmentVariable() {
		String uri = "https://old.bank.example/";
		RestTemplate lax = bank.start("app-engine-verify.yml").getBean(RestTemplate.class);
		assertThat(lax.getForObject(uri, String.class)).contains("CN=asalieri");
		RestTemplate strict = bank.start("app-engine-verify.yml", Map.of("SSL_VERIFY_HOSTNAME", "1"))
			.getBean(RestTemplate.class);
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> strict.getForObject(uri, String.class))
			.withCauseInstanceOf(SSLHandshakeException.class);
	}

	@Test
	void matchHostname() throws Exception {
		SSLSession session = handshake(socketFactory);
		// tag::match-hostname[]
		HostnameMatcher.rfc9525().match(session, "api.bank.example");
		// end::match-hostname[]
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> HostnameMatcher.rfc9525().match(session, "a.hostname.com"))
			.withMessage("Certificate of 'CN=localhost' is not for 'a.hostname.com': it presents DNS:localhost, "
					+ "DNS:api.bank.example, DNS:*.branch.bank.example, IP:127.0.0.1, IP:0:0:0:0:0:0:0:1");
	}

	@Test
	void serverName() {
		RestTemplate client = named("bank-by-address");
		assertThat(client.getForObject("https://192.0.2.1/", String.class)).contains("CN=asalieri");
	}

	@Test
	void urlfetch() {
		// tag::urlfetch[]
		String answer = restTemplate.getForObject("https://api.bank.example/payments", String.class);
		String same = restClient.get().uri("https://api.bank.example/payments").retrieve().body(String.class);
		// end::urlfetch[]
		assertThat(answer).isEqualTo(same).contains("CN=asalieri");
	}

	@Test
	void developmentServer() throws Exception {
		// tag::dev-server[]
		DevelopmentCa ca = DevelopmentCa.create();
		Path caFile = Files.writeString(folder.resolve("development-ca.pem"), ca.certificatePem());
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca);
				ConfigurableApplicationContext development = new SpringApplicationBuilder(ManualApplication.class)
					// end::dev-server[]
					.web(WebApplicationType.NONE)
					.properties("spring.config.location=classpath:docs/getting-started.yml", "logging.level.root=warn",
							"spring.jpa.hibernate.ddl-auto=create")
					// tag::dev-server[]
					.run("--ssl.ca-certificates=" + caFile.toUri())) {
			IssuedCredential client = ca.issueClient("asalieri");
			development.getBean(CredentialImport.class).store(client.privateKeyPem(), client.certificateChainPem());
			development.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
			// end::dev-server[]
			assertThat(partner.uri("/").getHost()).isEqualTo("localhost");
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			// tag::dev-server[]
		}
		// end::dev-server[]
	}

	@Test
	void developmentServerWhenCaIsNotTrustedIsRefused() throws Exception {
		DevelopmentCa ca = DevelopmentCa.create();
		try (MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			SSLSocketFactory factory = credentials.socketFactory(ca.issueClient("asalieri").record());
			assertThatExceptionOfType(SSLException.class)
				.isThrownBy(() -> ((SSLSocket) factory.createSocket("localhost", partner.port())).startHandshake());
		}
	}

	private static String call(String client) {
		return String.valueOf(named(client).getForObject("https://api.bank.example/", String.class));
	}

	private static RestTemplate named(String client) {
		BeanFactory beanFactory = application.getBeanFactory();
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, RestTemplate.class, client);
	}

	private static SSLSession handshake(SSLSocketFactory factory) throws Exception {
		try (SSLSocket socket = (SSLSocket) factory.createSocket("localhost", bank.partner.port())) {
			assertThatNoException().isThrownBy(socket::startHandshake);
			return socket.getSession();
		}
	}

	private static String accept(SSLServerSocket server) {
		try (SSLSocket socket = (SSLSocket) server.accept()) {
			socket.getOutputStream().write("!".getBytes(StandardCharsets.US_ASCII));
			return socket.getSession().getPeerPrincipal().getName();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String handshake(SSLSocket socket) {
		try {
			socket.startHandshake();
			return socket.getSession().getPeerPrincipal().getName();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
