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

package io.github.sslcredentials.refusal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.github.sslcredentials.test.IssuedCredential;

/**
 * A server of the JDK, with nothing of ours, that does what a test tells it to.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private RawServer(ServerSocket serverSocket, Service service) {
		this.serverSocket = serverSocket;
		Thread thread = new Thread(() -> accept(service), "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	static RawServer start(Service service) throws IOException {
		return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), service);
	}

	/**
	 * Start a server that answers one request by TLS.
	 * @param credential what it presents
	 * @param length how many certificates of the chain it presents
	 * @param trusted the authorities of clients
	 * @param settings sets what is special
	 */
	static RawServer startTls(IssuedCredential credential, int length, List<X509Certificate> trusted,
			Consumer<SSLSocket> settings) throws GeneralSecurityException, IOException {
		SSLContext context = context(credential, length, trusted);
		return start((socket) -> answer(socket, context, settings));
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Return how many connections were accepted: the JDK's HTTP client may try again.
	 */
	int connections() {
		return this.accepted.get();
	}

	/**
	 * Wait for the end of the next connection: {@code served}, or what ended it.
	 */
	String end() throws InterruptedException {
		return String.valueOf(this.ends.poll(10, TimeUnit.SECONDS));
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

	private void accept(Service service) {
		while (!this.serverSocket.isClosed()) {
			try (Socket socket = this.serverSocket.accept()) {
				this.accepted.incrementAndGet();
				socket.setSoTimeout(10_000);
				try {
					service.serve(socket);
					this.ends.add("served");
				}
				catch (IOException ex) {
					this.ends.add(ex.toString());
				}
			}
			catch (IOException ex) {
				// the client went away, or the server was closed
			}
		}
	}

	/**
	 * The connection is closed when the client has read all: a close with data unread
	 * would reset it, and the alert might be lost.
	 */
	private static void answer(Socket socket, SSLContext context, Consumer<SSLSocket> settings) throws IOException {
		try (SSLSocket ssl = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, InputStream.nullInputStream(), false)) {
			settings.accept(ssl);
			ssl.startHandshake();
			ssl.getInputStream().read();
			ssl.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
					.getBytes(StandardCharsets.US_ASCII));
		}
		finally {
			if (!socket.isClosed()) {
				socket.shutdownOutput();
				socket.getInputStream().readAllBytes();
			}
		}
	}

	static SSLContext context(IssuedCredential credential, int length, List<X509Certificate> trusted)
			throws GeneralSecurityException, IOException {
		KeyStore anchors = KeyStore.getInstance("JKS");
		anchors.load(null, null);
		for (X509Certificate certificate : trusted) {
			anchors.setCertificateEntry(certificate.getSerialNumber().toString(), certificate);
		}
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
		trustManagers.init(anchors);
		return context(credential, length, trustManagers.getTrustManagers());
	}

	static SSLContext context(IssuedCredential credential, int length, TrustManager... trustManagers)
			throws GeneralSecurityException, IOException {
		KeyStore keys = KeyStore.getInstance("JKS");
		keys.load(null, null);
		keys.setKeyEntry("key", credential.privateKey(), new char[0],
				credential.certificateChain().subList(0, length).toArray(Certificate[]::new));
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("SunX509");
		keyManagers.init(keys, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers.getKeyManagers(), trustManagers, null);
		return context;
	}

	/**
	 * What is done with a connection.
	 */
	interface Service {

		void serve(Socket socket) throws IOException;

	}

}
