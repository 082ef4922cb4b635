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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;

/**
 * A server of any protocol that requires client certificates, and nothing but the JDK's.
 */
final class TlsPeer implements AutoCloseable {

	private final SSLServerSocket serverSocket;

	private final Conversation conversation;

	private final List<X509Certificate> seen = new CopyOnWriteArrayList<>();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private TlsPeer(SSLServerSocket serverSocket, Conversation conversation) {
		this.serverSocket = serverSocket;
		this.conversation = conversation;
		Thread thread = new Thread(this::accept, "tls-peer");
		thread.setDaemon(true);
		thread.start();
	}

	static TlsPeer start(IssuedCredential credential, DevelopmentCa clients, Conversation conversation)
			throws GeneralSecurityException, IOException {
		SSLServerSocket serverSocket = (SSLServerSocket) context(credential, clients).getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
		serverSocket.setNeedClientAuth(true);
		return new TlsPeer(serverSocket, conversation);
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Return the client certificates of all handshakes that came to their end.
	 */
	List<X509Certificate> seen() {
		return List.copyOf(this.seen);
	}

	/**
	 * Return what the conversations have heard.
	 */
	List<String> heard() {
		return List.copyOf(this.heard);
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

	private void accept() {
		while (!this.serverSocket.isClosed()) {
			try (SSLSocket socket = (SSLSocket) this.serverSocket.accept()) {
				socket.setSoTimeout(10_000);
				socket.startHandshake();
				this.seen.add((X509Certificate) socket.getSession().getPeerCertificates()[0]);
				this.conversation.hold(socket, this.heard);
			}
			catch (IOException ex) {
				// the client went away, or the server was closed
			}
		}
	}

	private static SSLContext context(IssuedCredential credential, DevelopmentCa clients)
			throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", credential.privateKey(), new char[0],
				credential.certificateChain().toArray(Certificate[]::new));
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init(store, new char[0]);
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("clients", clients.certificate());
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	/**
	 * What a server of the protocol says.
	 */
	interface Conversation {

		void hold(SSLSocket socket, List<String> heard) throws IOException;

	}

}
