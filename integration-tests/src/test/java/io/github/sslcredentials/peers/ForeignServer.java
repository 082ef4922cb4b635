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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A server of others, as a process of this machine.
 */
final class ForeignServer implements AutoCloseable {

	private static final int TRIES = 5;

	private final Process process;

	private final Path output;

	private final int port;

	private ForeignServer(Process process, Path output, int port) {
		this.process = process;
		this.output = output;
		this.port = port;
	}

	/**
	 * Start a server, on another port where somebody else has taken the first.
	 */
	static ForeignServer start(ServerProgram program, PeerSettings settings, Path folder) throws IOException {
		program.program().assumeInstalled();
		if (settings.late()) {
			LocalProgram.FAKETIME.assumeInstalled();
		}
		for (int i = 1; i < TRIES; i++) {
			ForeignServer server = start(program, settings, new PeerFiles(folder));
			if (server.awaitListening()) {
				return server;
			}
			server.close();
		}
		throw new IllegalStateException("'%s' does not start: see above".formatted(program));
	}

	private static ForeignServer start(ServerProgram program, PeerSettings settings, PeerFiles files)
			throws IOException {
		int port = freePort();
		List<String> command = new ArrayList<>();
		if (settings.late()) {
			command.addAll(List.of(LocalProgram.FAKETIME.command(), "-f", "+400d"));
		}
		command.addAll(program.command(settings, files, port));
		Path output = files.home().resolve("output.txt");
		Process process = new ProcessBuilder(command).directory(files.home().toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		return new ForeignServer(process, output, port);
	}

	int port() {
		return this.port;
	}

	/** What it has printed up to now. */
	String output() throws IOException {
		return LocalProgram.text(this.output);
	}

	/** What it prints as soon as it has seen what happens. */
	void awaitOutput(String... texts) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(output()).contains(texts));
	}

	/**
	 * End it with all that it has started.
	 */
	@Override
	public void close() {
		List<ProcessHandle> all = new ArrayList<>(this.process.descendants().toList());
		all.add(this.process.toHandle());
		all.forEach(ProcessHandle::destroyForcibly);
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean awaitListening() throws IOException {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> !this.process.isAlive() || listens());
		if (this.process.isAlive()) {
			return true;
		}
		if (!output().contains("in use")) {
			throw new IllegalStateException("Ended with %d: %s".formatted(this.process.exitValue(), output()));
		}
		return false;
	}

	private boolean listens() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
