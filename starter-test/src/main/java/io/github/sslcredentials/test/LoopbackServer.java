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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections on a port of its own and hands each to a daemon thread.
 *
 * @author SSL Credentials contributors
 */
final class LoopbackServer implements AutoCloseable {

	private static final int BACKLOG = 256;

	private final String name;

	private final ConnectionHandler handler;

	private final ServerSocket serverSocket;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private LoopbackServer(String name, ServerSocket serverSocket, ConnectionHandler handler) {
		this.name = name;
		this.serverSocket = serverSocket;
		this.handler = handler;
	}

	static LoopbackServer start(String name, InetAddress bindAddress, ConnectionHandler handler) {
		try {
			LoopbackServer server = new LoopbackServer(name, new ServerSocket(0, BACKLOG, bindAddress), handler);
			startThread(name + "-accept", server::accept);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No port of '%s' could be opened".formatted(bindAddress), ex);
		}
	}

	static void startThread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	InetSocketAddress address() {
		return (InetSocketAddress) this.serverSocket.getLocalSocketAddress();
	}

	void closeConnections() {
		this.sockets.forEach(LoopbackServer::closeQuietly);
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Port could not be closed", ex);
		}
		finally {
			closeConnections();
		}
	}

	static void closeQuietly(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// nobody is left to tell
		}
	}

	private void accept() {
		int number = 0;
		while (!this.serverSocket.isClosed()) {
			try {
				Socket socket = this.serverSocket.accept();
				int connection = ++number;
				this.sockets.add(socket);
				startThread(this.name + "-" + connection, () -> handle(connection, socket));
			}
			catch (IOException ex) {
				// the client went away before it was accepted, or the server was closed
			}
		}
		closeConnections();
	}

	private void handle(int connection, Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			this.handler.handle(connection, socket);
		}
		catch (IOException ex) {
			// the client went away
		}
		finally {
			this.sockets.remove(socket);
		}
	}

	/**
	 * Serves a connection until it ends.
	 */
	interface ConnectionHandler {

		void handle(int connection, Socket socket) throws IOException;

	}

}
