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

package io.github.sslcredentials.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Stands between a client and a server, and holds what the client sends while its gate is
 * closed: a handshake that has begun stays where it is.
 */
final class GatedRelay implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Semaphore held = new Semaphore(0);

	private final int target;

	private volatile CountDownLatch gate = new CountDownLatch(0);

	GatedRelay(int target) throws IOException {
		this.target = target;
		start(this::accept);
	}

	URI uri(String path) {
		return URI.create("https://localhost:%d%s".formatted(this.server.getLocalPort(), path));
	}

	void shut() {
		this.gate = new CountDownLatch(1);
	}

	void awaitHeld() throws InterruptedException {
		this.held.acquire();
	}

	void open() {
		this.gate.countDown();
	}

	@Override
	public void close() {
		open();
		closeQuietly(this.server);
		this.sockets.forEach(GatedRelay::closeQuietly);
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				Socket partner = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(client);
				this.sockets.add(partner);
				start(() -> pump(client, partner));
				start(() -> pump(partner, client));
			}
		}
		catch (IOException ex) {
			// closed with the test
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[8192];
		try (from; to) {
			boolean sentByClient = from.getLocalPort() == this.server.getLocalPort();
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
				CountDownLatch gate = this.gate;
				if (sentByClient && gate.getCount() > 0) {
					this.held.release();
					gate.await();
				}
				output.write(buffer, 0, length);
			}
		}
		catch (IOException ex) {
			// one of both has gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "gated-relay");
		thread.setDaemon(true);
		thread.start();
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
