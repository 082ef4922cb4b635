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
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import io.github.sslcredentials.Credential;

/**
 * One version of one identity, ready to shake hands: a credential, the settings of a
 * client, and a real {@link SSLContext} made of both. Nothing in it changes, so that a
 * session of it can only be resumed as the same identity, under the same checks.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HandshakeContext {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final String MAKER = HandshakeContext.class.getName() + ".maker";

	private final Credential credential;

	private final HandshakeSettings settings;

	private final SSLContext sslContext;

	private final SSLSocketFactory socketFactory;

	/**
	 * Create a context.
	 * @param credential the credential
	 * @param settings the settings of the client
	 */
	public HandshakeContext(Credential credential, HandshakeSettings settings) {
		this.credential = credential;
		this.settings = settings;
		this.sslContext = sslContext(credential, settings);
		this.socketFactory = this.sslContext.getSocketFactory();
	}

	/**
	 * Return the credential.
	 * @return the credential
	 */
	public Credential credential() {
		return this.credential;
	}

	/**
	 * Return the settings of the client.
	 * @return the settings
	 */
	public HandshakeSettings settings() {
		return this.settings;
	}

	/**
	 * Lay TLS over a connected socket and shake hands.
	 * @param socket the connected socket
	 * @param host the name of the peer that was called
	 * @param port the port of the peer
	 * @return the socket, whose peer is verified
	 * @throws IOException if the handshake fails or must not begin
	 */
	public SSLSocket handshake(Socket socket, String host, int port) throws IOException {
		this.settings.hosts().check(host);
		SSLSocket ssl = (SSLSocket) this.socketFactory.createSocket(socket, host, port, false);
		try {
			ssl.setSSLParameters(PeerNames.configure(ssl.getSSLParameters(), this.settings));
			ssl.startHandshake();
			checkOffered(ssl.getSession());
			ssl.getSession().putValue(MAKER, this);
			return ssl;
		}
		catch (IOException | RuntimeException ex) {
			ssl.close();
			throw ex;
		}
	}

	/**
	 * Return whether the session is of a handshake of this context. One that is
	 * invalidated has lost its session context, and this happens to all connections that
	 * share it when one of them fails: they are known by the mark of
	 * {@link #handshake(Socket, String, int)}.
	 * @param session the session
	 * @return whether it is one of ours
	 */
	public boolean hasMade(SSLSession session) {
		return this.sslContext.getClientSessionContext().equals(session.getSessionContext())
				|| session.getValue(MAKER) == this;
	}

	/**
	 * Check that the credential was shown, if the peer has asked for one. A session
	 * without it is of no use to anybody.
	 */
	static void checkOffered(SSLSession session) throws SSLHandshakeException {
		String refusal = CredentialKeyManager.refusal(session);
		if (refusal != null) {
			session.invalidate();
			throw new SSLHandshakeException(refusal);
		}
	}

	SSLContext sslContext() {
		return this.sslContext;
	}

	SSLSocketFactory socketFactory() {
		return this.socketFactory;
	}

	private static SSLContext sslContext(Credential credential, HandshakeSettings settings) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context
				.init(new KeyManager[] { new CredentialKeyManager(credential) },
						new TrustManager[] {
								new PeerTrustManager(settings.trustAnchors().trustManager(credential), settings) },
						RANDOM);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("TLS context for %s could not be made".formatted(credential), ex);
		}
	}

}
