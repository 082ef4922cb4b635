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

package io.github.sslcredentials.bundle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A Redis of this machine that speaks TLS only and requires client certificates.
 */
final class RedisServer implements AutoCloseable {

	private static final String PROGRAM = "redis-server";

	private final Process process;

	private final int port;

	private RedisServer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static RedisServer start(Path folder, IssuedCredential credential, DevelopmentCa clients) throws IOException {
		assumeThat(isInstalled()).as("'%s' is not installed: its tests are skipped", PROGRAM).isTrue();
		int port = freePort();
		Path home = Files.createTempDirectory(folder, "redis");
		Process process = new ProcessBuilder(PROGRAM, "--port", "0", "--tls-port", String.valueOf(port), "--bind",
				"127.0.0.1", "--tls-cert-file", write(home, "server.crt", credential.certificateChainPem()),
				"--tls-key-file", write(home, "server.key", credential.privateKeyPem()), "--tls-ca-cert-file",
				write(home, "clients.crt", clients.certificatePem()), "--tls-auth-clients", "yes", "--save", "",
				"--dir", home.toString())
			.redirectErrorStream(true)
			.redirectOutput(home.resolve("log").toFile())
			.start();
		RedisServer server = new RedisServer(process, port);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(server::listens);
		return server;
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean listens() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("redis-server has ended with " + this.process.exitValue());
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean isInstalled() {
		try {
			return new ProcessBuilder(PROGRAM, "--version").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static String write(Path home, String name, String text) throws IOException {
		return Files.writeString(home.resolve(name), text, StandardCharsets.US_ASCII).toString();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
