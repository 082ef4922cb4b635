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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections on a port of its own and hands each to a daemon thread.
 *
 * @author SSL Credentials contributors
 */
final class LoopbackServer implements AutoCloseable {

	private static final int BACKLOG = 256;

	private static final int WAIT_MILLIS = 5_000;

	private final String name;

	private final ConnectionHandler handler;

	private final ServerSocket serverSocket;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Map<Integer, CountDownLatch> markers = new ConcurrentHashMap<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	private LoopbackServer(String name, ServerSocket serverSocket, ConnectionHandler handler) {
		this.name = name;
		this.serverSocket = serverSocket;
		this.handler = handler;
	}

	static LoopbackServer start(String name, InetSocketAddress address, ConnectionHandler handler) {
		try {
			LoopbackServer server = new LoopbackServer(name,
					new ServerSocket(address.getPort(), BACKLOG, address.getAddress()), handler);
			startThread(name + "-accept", server::accept);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Port '%s' could not be opened".formatted(address), ex);
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

	/**
	 * Wait until all connections that clients have opened so far are accepted: they are
	 * accepted in order, so that one of our own marks the end of them.
	 */
	void awaitAccepted() {
		try (Socket marker = new Socket()) {
			marker.bind(new InetSocketAddress(address().getAddress(), 0));
			CountDownLatch accepted = new CountDownLatch(1);
			this.markers.put(marker.getLocalPort(), accepted);
			marker.connect(address(), WAIT_MILLIS);
			boolean inTime = accepted.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
			if (!inTime) {
				throw new IllegalStateException("Port %d accepts no connections".formatted(address().getPort()));
			}
		}
		catch (IOException ex) {
			// the server is closed, no further connections will be accepted
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void closeConnections() {
		this.sockets.forEach(LoopbackServer::closeQuietly);
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
			awaitEnd();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Port could not be closed", ex);
		}
		finally {
			closeConnections();
		}
	}

	// the port stays open as long as a thread is waiting for connections on it
	private void awaitEnd() {
		try {
			boolean inTime = this.ended.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
			if (!inTime) {
				throw new IllegalStateException("Port %d could not be closed".formatted(address().getPort()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
				CountDownLatch marker = this.markers.remove(socket.getPort());
				if (marker != null) {
					closeQuietly(socket);
					marker.countDown();
				}
				else {
					handOver(++number, socket);
				}
			}
			catch (IOException ex) {
				// the client went away before it was accepted, or the server was closed
			}
		}
		closeConnections();
		this.ended.countDown();
	}

	private void handOver(int connection, Socket socket) {
		this.sockets.add(socket);
		this.handler.accepted();
		startThread(this.name + "-" + connection, () -> handle(connection, socket));
	}

	private void handle(int connection, Socket socket) {
		try (socket) {
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

		/**
		 * A connection is about to be handed over; called in order, and by one thread.
		 */
		default void accepted() {
		}

		void handle(int connection, Socket socket) throws IOException;

	}

}
