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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Two engines that talk to each other, without a socket.
 */
final class InMemoryConnection {

	private final SSLEngine client;

	private final SSLEngine server;

	private final ByteBuffer toServer = ByteBuffer.allocate(100_000);

	private final ByteBuffer toClient = ByteBuffer.allocate(100_000);

	InMemoryConnection(SSLEngine client, SSLEngine server) {
		this.client = client;
		this.server = server;
	}

	/**
	 * Shake hands, and let the server say a word, so that session tickets come across.
	 */
	static InMemoryConnection open(SSLEngine client, SSLEngine server) throws SSLException {
		InMemoryConnection connection = new InMemoryConnection(client, server);
		client.beginHandshake();
		server.beginHandshake();
		for (int i = 0; i < 100 && !(isDone(client) && isDone(server)); i++) {
			connection.step();
		}
		send(server, "hello", connection.toClient);
		connection.receive(client, connection.toClient);
		return connection;
	}

	/**
	 * Send a text to the server, and return what it has read.
	 */
	String say(String text) throws SSLException {
		send(this.client, text, this.toServer);
		return receive(this.server, this.toServer);
	}

	private void step() throws SSLException {
		move(this.client, this.toServer, this.toClient);
		move(this.server, this.toClient, this.toServer);
	}

	private void move(SSLEngine engine, ByteBuffer output, ByteBuffer input) throws SSLException {
		runTasks(engine);
		if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			engine.wrap(ByteBuffer.allocate(0), output);
		}
		else if (input.position() > 0) {
			receive(engine, input);
		}
		runTasks(engine);
	}

	private static void send(SSLEngine engine, String text, ByteBuffer output) throws SSLException {
		ByteBuffer source = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < 10 && source.hasRemaining(); i++) {
			engine.wrap(source, output);
		}
	}

	private String receive(SSLEngine engine, ByteBuffer input) throws SSLException {
		ByteBuffer text = ByteBuffer.allocate(100_000);
		input.flip();
		try {
			for (int i = 0; i < 10 && input.hasRemaining()
					&& engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP; i++) {
				engine.unwrap(input, text);
				runTasks(engine);
			}
		}
		finally {
			input.compact();
		}
		return StandardCharsets.US_ASCII.decode(text.flip()).toString();
	}

	private static void runTasks(SSLEngine engine) {
		for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
			task.run();
		}
	}

	private static boolean isDone(SSLEngine engine) {
		return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
	}

}
