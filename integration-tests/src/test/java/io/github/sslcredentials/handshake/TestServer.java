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

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * A server that tells of each connection, for what a partner of the test kit cannot be
 * made to do: it is given a server socket, with whatever parameters.
 */
final class TestServer implements AutoCloseable {

	private final SSLServerSocket serverSocket;

	private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

	private TestServer(SSLServerSocket serverSocket) {
		this.serverSocket = serverSocket;
		Thread thread = new Thread(this::accept, "test-server");
		thread.setDaemon(true);
		thread.start();
	}

	static TestServer start(SSLServerSocket serverSocket) {
		return new TestServer(serverSocket);
	}

	/**
	 * Return a server socket of the JDK, with nothing of ours.
	 */
	static SSLServerSocket plainServerSocket(IssuedCredential credential, int length, TrustAnchors clientAuthorities)
			throws GeneralSecurityException, IOException {
		return bound(plainContext(credential, length, clientAuthorities).getServerSocketFactory());
	}

	/**
	 * Return a context of the JDK, with nothing of ours, that shows the first
	 * certificates of a chain only.
	 */
	static SSLContext plainContext(IssuedCredential credential, int length, TrustAnchors trustAnchors)
			throws GeneralSecurityException, IOException {
		List<X509Certificate> chain = credential.certificateChain().subList(0, length);
		KeyStore keys = KeyStore.getInstance("JKS");
		keys.load(null, null);
		keys.setKeyEntry("key", credential.privateKey(), new char[0], chain.toArray(Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
		factory.init(keys, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(),
				new TrustManager[] { trustAnchors.trustManager(TestClient.credential(credential)) }, null);
		return context;
	}

	static SSLServerSocket bound(SSLServerSocketFactory factory) throws IOException {
		return (SSLServerSocket) factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Wait for the outcome of the next connection.
	 */
	Outcome next() throws InterruptedException {
		Outcome outcome = this.outcomes.poll(10, TimeUnit.SECONDS);
		if (outcome == null) {
			throw new IllegalStateException("No connection came to its end");
		}
		return outcome;
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

	private void accept() {
		while (!this.serverSocket.isClosed()) {
			try (SSLSocket socket = (SSLSocket) this.serverSocket.accept()) {
				this.outcomes.add(serve(socket));
			}
			catch (IOException ex) {
				// the client went away, or the server was closed
			}
		}
	}

	private static Outcome serve(SSLSocket socket) throws IOException {
		socket.setSoTimeout(10_000);
		StringBuilder request = new StringBuilder();
		String seenAs = null;
		try {
			socket.startHandshake();
			seenAs = seenAs(socket.getSession());
			for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
				request.append((char) b);
				if (request.toString().endsWith("\r\n\r\n")) {
					socket.getOutputStream().write(("seenAs=" + seenAs).getBytes(StandardCharsets.US_ASCII));
					break;
				}
			}
			return new Outcome(seenAs, request.toString(), null);
		}
		catch (IOException ex) {
			return new Outcome(seenAs, request.toString(), ex);
		}
	}

	private static @Nullable String seenAs(SSLSession session) {
		try {
			return session.getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

	/**
	 * How a connection ended.
	 *
	 * @param seenAs the subject of the client's certificate
	 * @param request what the client sent after the handshake
	 * @param failure what ended the connection
	 */
	record Outcome(@Nullable String seenAs, String request, @Nullable IOException failure) {

	}

}
