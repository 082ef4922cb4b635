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

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.server.WebServer;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ConfigurableApplicationContext;

import static io.github.sslcredentials.peers.PeersApplication.CA;
import static io.github.sslcredentials.peers.PeersApplication.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of others against our server sockets, which require a certificate.
 */
@Timeout(60)
class ForeignClientTests {

	private static final IssuedCredential SERVER = CA.intermediate("Server CA").issueServer("localhost");

	private static final IssuedCredential CLIENT = CA.intermediate("Issuing CA").issueClient("asalieri");

	@TempDir
	static Path folder;

	private static PeersApplication application;

	private static OurServer server;

	private static ConfigurableApplicationContext tomcat;

	@BeforeAll
	static void start() throws Exception {
		application = PeersApplication.start(folder);
		server = start(SERVER);
		tomcat = WebServer.TOMCAT.start((path) -> SERVER.record(), "server.ssl.bundle=shop",
				"ssl.clients.shop.credential=Server/shop",
				"ssl.clients.shop.ca-certificates=" + EmployeeApplication.location(CA, folder),
				"server.ssl.client-auth=need");
	}

	@AfterAll
	static void stop() throws Exception {
		tomcat.close();
		server.close();
		application.close();
	}

	static Stream<Arguments> clients() {
		return Arrays.stream(ClientProgram.values())
			.flatMap((program) -> Stream.of("TLSv1.2", "TLSv1.3").map((protocol) -> Arguments.of(program, protocol)));
	}

	@ParameterizedTest
	@MethodSource("clients")
	void serverSeesRightCertificate(ClientProgram client, String protocol) throws Exception {
		LocalProgram.Result result = client.call(new PeerFiles(folder), CLIENT, CA, "localhost", server.port(),
				protocol);
		assertThat(result.output()).contains("seenAs=CN=asalieri");
		assertThat(result.exitCode()).isZero();
		assertThat(server.seen()).isEqualTo("CN=asalieri");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void serverRefusesClientWithoutCertificate(ClientProgram client, String protocol) throws Exception {
		LocalProgram.Result result = client.call(new PeerFiles(folder), null, CA, "localhost", server.port(), protocol);
		assertRefused(result);
		assertThat(server.seen()).startsWith("javax.net.ssl.SSLHandshakeException: ")
			.endsWith("Empty client certificate chain");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void serverRefusesClientOfOtherAuthority(ClientProgram client, String protocol) throws Exception {
		LocalProgram.Result result = client.call(new PeerFiles(folder), OTHER.issueClient("stranger"), CA, "localhost",
				server.port(), protocol);
		assertRefused(result);
		assertThat(server.seen()).contains("unable to find valid certification path to requested target");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void clientRefusesServerOfOtherName(ClientProgram client, String protocol) throws Exception {
		LocalProgram.Result result = client.call(new PeerFiles(folder), CLIENT, CA, "other.example", server.port(),
				protocol);
		assertThat(result.output()).contains(client.wrongName()).doesNotContain("seenAs");
		assertThat(result.exitCode()).isNotZero();
		assertThat(server.seen()).isNotEqualTo("CN=asalieri");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void clientRefusesServerOfOtherAuthority(ClientProgram client, String protocol) throws Exception {
		LocalProgram.Result result = client.call(new PeerFiles(folder), CLIENT, OTHER, "localhost", server.port(),
				protocol);
		assertThat(result.output()).containsPattern("unable to get (local )?issuer certificate|self-signed certificate")
			.doesNotContain("seenAs");
		assertThat(result.exitCode()).isNotZero();
		assertThat(server.seen()).contains("Exception");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void serverAndClientHaveEachKindOfKey(ClientProgram client, String protocol) throws Exception {
		for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
			IssuedCredential ours = CA.issue().dnsNames("localhost").keyAlgorithm(algorithm).server().build();
			IssuedCredential theirs = CA.issue().commonName("asalieri").keyAlgorithm(algorithm).client().build();
			try (OurServer other = start(ours)) {
				LocalProgram.Result result = client.call(new PeerFiles(folder), theirs, CA, "localhost", other.port(),
						protocol);
				assertThat(result.output()).contains("seenAs=CN=asalieri");
				assertThat(other.seen()).isEqualTo("CN=asalieri");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("clients")
	void tomcatByBundleServesThoseOfAuthorityOnly(ClientProgram client, String protocol) throws Exception {
		int port = WebServer.port(tomcat);
		int before = WebServer.requests(tomcat);
		LocalProgram.Result right = client.call(new PeerFiles(folder), CLIENT, CA, "localhost", port, protocol);
		assertThat(right.output()).contains("seenAs=CN=asalieri");
		assertRefused(client.call(new PeerFiles(folder), null, CA, "localhost", port, protocol));
		IssuedCredential stranger = OTHER.issueClient("stranger");
		assertRefused(client.call(new PeerFiles(folder), stranger, CA, "localhost", port, protocol));
		assertThat(WebServer.requests(tomcat)).isEqualTo(before + 1);
	}

	private static OurServer start(IssuedCredential credential) throws Exception {
		CredentialRecord record = credential.record();
		return OurServer.start(application.credentials().serverSocketFactory(record));
	}

	private static void assertRefused(LocalProgram.Result result) {
		assertThat(result.output()).doesNotContain("seenAs")
			.containsPattern("(?i)alert|reset|broken pipe|errno|unexpected eof");
		assertThat(result.exitCode()).isNotZero();
	}

}
