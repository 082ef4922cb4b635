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

package io.github.sslcredentials.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application does that is started with a command. Each is a process of
 * its own, since it ends the process.
 */
class CommandLineTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private final IssuedCredential issued = CA.issueClient("asalieri");

	@TempDir
	private Path folder;

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.folder.resolve("key.pem"), this.issued.privateKeyPem());
		Files.writeString(this.folder.resolve("chain.pem"), this.issued.certificateChainPem());
		Files.writeString(this.folder.resolve("ca.pem"), CA.certificatePem());
	}

	@Test
	void importStoresCredentialWithoutWebServer() throws Exception {
		Ended ended = start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"),
				"--chain=" + file("chain.pem"), "--ca=" + file("ca.pem"),
				"--ssl.credential=Employee/asalieri/Address/1", "--ssl.fail-fast=true");
		assertThat(ended.output())
			.contains("Stored the credential 'Employee/asalieri/Address/1' as version 1, fingerprint")
			.doesNotContain("Tomcat", WebApplication.WORK, "no property of SSL Credentials");
		assertThat(ended.code()).isZero();
		try (ConfigurableApplicationContext context = inProcess()) {
			Credential stored = context.getBean(SslCredentials.class)
				.get(CredentialPath.parse("Employee/asalieri/Address/1"));
			assertThat(stored.certificateChain()).isEqualTo(this.issued.certificateChain());
			assertThat(stored.trustAnchors()).containsExactly(CA.certificate());
		}
	}

	@Test
	void importWhenKeyBelongsToOtherCertificateStoresNothing() throws Exception {
		Files.writeString(this.folder.resolve("other.pem"), CA.issueClient("other").privateKeyPem());
		Ended ended = start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("other.pem"),
				"--chain=" + file("chain.pem"));
		assertThat(ended.output()).contains("cannot be used: the private key").doesNotContain(WebApplication.WORK);
		assertThat(ended.code()).isOne();
		try (ConfigurableApplicationContext context = inProcess()) {
			assertThat(context.getBean(CredentialStore.class).list(null, 1)).isEmpty();
		}
	}

	@Test
	void importWhenChainIsMissingSaysHowToWriteIt() throws Exception {
		Ended ended = start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"));
		assertThat(ended.output()).contains(
				"'ssl.import': '--chain' is missing. Write --ssl.import=PATH --key=FILE --chain=FILE, and --ca=FILE for trust anchors.");
		assertThat(ended.code()).isOne();
	}

	@Test
	void importWhenThereIsNoStoreSaysSo() throws Exception {
		Ended ended = start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"),
				"--chain=" + file("chain.pem"), "--ssl.store.jdbc.enabled=false");
		assertThat(ended.output()).contains(
				"'ssl.import': there is no store to write to. Set 'ssl.store.jdbc.enabled' to true for the shipped table, or define one bean of type CredentialStore.");
		assertThat(ended.code()).isOne();
	}

	@Test
	void rekeySealsUnderPrimaryKey() throws Exception {
		start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"), "--chain=" + file("chain.pem"),
				"--ssl.encryption.mode=none");
		Ended ended = start("--ssl.rekey", "--logging.level.root=error", "--ssl.encryption.mode=none",
				"--ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
		assertThat(ended.output()).contains("Re-keyed 1 versions, 0 could not be",
				"1 versions are sealed under the key 'k1'");
		assertThat(ended.code()).isZero();
	}

	@Test
	void rekeyWhenThereIsNoKeySaysSo() throws Exception {
		Ended ended = start("--ssl.rekey", "--ssl.encryption.mode=none");
		assertThat(ended.output()).contains(
				"'ssl.rekey': there is no key to seal with. Make a key with 'echo \"ssl.encryption.keys.k1=$(openssl rand -base64 32)\"'.");
		assertThat(ended.code()).isOne();
	}

	@Test
	void rekeyWhenVersionCannotBeOpenedFails() throws Exception {
		start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"), "--chain=" + file("chain.pem"),
				"--ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
		Ended ended = start("--ssl.rekey", "--ssl.encryption.keys.k2=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");
		assertThat(ended.output()).contains(
				"its content is sealed under the key 'k1', which is not known (known: 'k2')",
				"Re-keyed 0 versions, 1 could not be", "1 versions are sealed under the key 'k1'");
		assertThat(ended.code()).isOne();
	}

	@Test
	void rekeyAndImportWhenPrimaryKeyIsAnotherOfItsIdFail() throws Exception {
		String[] arguments = { "--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"),
				"--chain=" + file("chain.pem"),
				"--ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" };
		start(arguments);
		assertThat(start("--ssl.rekey", arguments[3]).code()).isZero();
		String other = "--ssl.encryption.keys.k1=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
		Ended rekeyed = start("--ssl.rekey", other);
		assertThat(rekeyed.output()).contains("version 1, cannot be used: its content does not open with the key 'k1'",
				"1 could not be", "sealed under the key 'k1'");
		assertThat(rekeyed.code()).isOne();
		Ended imported = start(arguments[0], arguments[1], arguments[2], other);
		assertThat(imported.output())
			.contains("the key 'k1' is not the one that the table's versions are sealed under, nothing was stored;");
		assertThat(imported.code()).isOne();
	}

	@Test
	void explainPrintsReport() throws Exception {
		start("--ssl.import=Employee/asalieri/Address/1", "--key=" + file("key.pem"), "--chain=" + file("chain.pem"));
		try (MutualTlsPartner partner = MutualTlsPartner.start(CA);
				MutualTlsPartner stranger = MutualTlsPartner.start(DevelopmentCa.create("Other CA"))) {
			Ended accepted = explain("Employee/asalieri/Address/1", partner.port());
			assertThat(accepted.output()).contains(
					"Handshake of client 'ssl' with 'localhost:%d': accepted".formatted(partner.port()),
					"ours is from one of them, and was shown");
			assertThat(accepted.code()).isZero();
			assertThat(partner.connections()).hasSize(1);
			Ended refused = explain("bank", stranger.port());
			assertThat(refused.output()).contains(
					"Handshake of client 'ssl.clients.bank' with 'localhost:%d': failed".formatted(stranger.port()),
					"Problem:     The issuer of the certificate of the peer, 'CN=Other CA', is neither presented nor trusted");
			assertThat(refused.code()).isOne();
			assertThat(stranger.connections()).isEmpty();
		}
	}

	@Test
	void explainWhenHostIsMissingSaysHowToWriteIt() throws Exception {
		Ended ended = start("--ssl.explain=Employee/asalieri/Address/1");
		assertThat(ended.output()).contains(
				"'ssl.explain': '--host' is missing. Write --ssl.explain=PATH or --ssl.explain=CLIENT, with --host=HOST, and --port=PORT if it is not 443.");
		assertThat(ended.code()).isOne();
	}

	private Ended explain(String subject, int port) throws Exception {
		return start("--ssl.explain=" + subject, "--host=localhost", "--port=" + port,
				"--ssl.ca-certificates=" + file("ca.pem").toUri(), "--ssl.hosts=localhost",
				"--ssl.clients.bank.credential=Employee/asalieri/Address/1");
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

	private String database() {
		return "--spring.datasource.url=jdbc:h2:file:" + this.folder.resolve("data");
	}

	private ConfigurableApplicationContext inProcess() {
		return new SpringApplicationBuilder(WebApplication.class).run(database(), "--ssl.store.jdbc.enabled=true",
				"--server.port=0", "--spring.main.web-application-type=none");
	}

	private Ended start(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						WebApplication.class.getName(), database(), "--server.port=0"));
		if (List.of(arguments).stream().noneMatch((argument) -> argument.startsWith("--ssl.store.jdbc.enabled"))) {
			command.add("--ssl.store.jdbc.enabled=true");
		}
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output.txt");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
			return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * How a process has ended.
	 */
	private record Ended(int code, String output) {
	}

}
