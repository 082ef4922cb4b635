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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A server on a server socket of ours that requires client certificates. It answers one
 * request of each connection, and keeps whom it has seen, or why the handshake failed.
 */
final class OurServer implements AutoCloseable {

	private final SSLServerSocket serverSocket;

	private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

	private OurServer(SSLServerSocket serverSocket) {
		this.serverSocket = serverSocket;
	}

	static OurServer start(SSLServerSocketFactory factory) throws IOException {
		SSLServerSocket serverSocket = (SSLServerSocket) factory.createServerSocket(0, 50,
				InetAddress.getByName("127.0.0.1"));
		serverSocket.setNeedClientAuth(true);
		OurServer server = new OurServer(serverSocket);
		Thread thread = new Thread(server::accept, "our-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/** What the next connection was. */
	String seen() throws InterruptedException {
		return String.valueOf(this.seen.poll(20, TimeUnit.SECONDS));
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

	private void accept() {
		while (!this.serverSocket.isClosed()) {
			try (Socket socket = this.serverSocket.accept()) {
				socket.setSoTimeout(20_000);
				serve((SSLSocket) socket);
			}
			catch (IOException ex) {
				this.seen.add(ex.toString());
			}
		}
	}

	private void serve(SSLSocket socket) throws IOException {
		socket.startHandshake();
		String peer = socket.getSession().getPeerPrincipal().getName();
		StringBuilder request = new StringBuilder();
		while (!request.toString().endsWith("\r\n\r\n")) {
			int read = socket.getInputStream().read();
			if (read < 0) {
				throw new IOException("No request of " + peer);
			}
			request.append((char) read);
		}
		String body = "seenAs=" + peer;
		socket.getOutputStream()
			.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body)
				.getBytes(StandardCharsets.US_ASCII));
		this.seen.add(peer);
	}

}
