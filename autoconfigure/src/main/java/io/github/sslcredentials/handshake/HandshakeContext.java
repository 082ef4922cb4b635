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
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.Credential;

/**
 * One version of one identity, ready to shake hands: a credential, the settings of a
 * client, and a real {@link SSLContext} made of both. Nothing in it changes, so that a
 * session of it can only be resumed as the same identity, under the same checks.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HandshakeContext implements HandshakeSource {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final String MAKER = HandshakeContext.class.getName() + ".maker";

	private final Credential credential;

	private final HandshakeSettings settings;

	private final X509ExtendedKeyManager keyManager;

	private final X509ExtendedTrustManager trustManager;

	private final SSLContext sslContext;

	private final SSLSocketFactory socketFactory;

	private final TrackedSockets sockets = new TrackedSockets();

	private final Retirement retirement = new Retirement();

	/**
	 * Create a context.
	 * @param credential the credential
	 * @param settings the settings of the client
	 */
	public HandshakeContext(Credential credential, HandshakeSettings settings) {
		this.credential = credential;
		this.settings = settings;
		this.keyManager = new CredentialKeyManager(credential);
		this.trustManager = new PeerTrustManager(settings.trustAnchors().trustManager(credential), settings);
		this.sslContext = sslContext(credential, this.keyManager, this.trustManager);
		this.socketFactory = this.sslContext.getSocketFactory();
		this.retirement.add(this.sockets);
	}

	/**
	 * Return the credential.
	 * @return the credential
	 */
	public Credential credential() {
		return this.credential;
	}

	/**
	 * Return the end of this version, which all that has connections of it adds them to.
	 * @return the retirement
	 */
	public Retirement retirement() {
		return this.retirement;
	}

	/**
	 * Return this context: a facade for it stays with this version.
	 * @return this context
	 */
	@Override
	public HandshakeContext current() {
		return this;
	}

	@Override
	public HandshakeContext published() {
		return this;
	}

	@Override
	public boolean isReady() {
		return true;
	}

	@Override
	public HandshakeSettings settings() {
		return this.settings;
	}

	/**
	 * Return what offers the credential, for contexts that are made elsewhere. These
	 * check neither the names of a connection beforehand, nor that the credential was
	 * shown.
	 * @return the key manager
	 */
	public X509ExtendedKeyManager keyManager() {
		return this.keyManager;
	}

	/**
	 * Return what verifies the peer, its name and that it is one of the client's hosts,
	 * for contexts that are made elsewhere.
	 * @return the trust manager
	 */
	public X509ExtendedTrustManager trustManager() {
		return this.trustManager;
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
		return handshake(socket, host, port, List.of(), List.of());
	}

	/**
	 * Lay TLS over a connected socket and shake hands, with less than the settings allow.
	 * @param socket the connected socket
	 * @param host the name of the peer that was called
	 * @param port the port of the peer
	 * @param protocols the only protocol versions to take of those of the settings; none
	 * for all of them
	 * @param ciphers the only cipher suites to take of those of the settings; none for
	 * all of them
	 * @return the socket, whose peer is verified
	 * @throws IOException if the handshake fails or must not begin
	 */
	public SSLSocket handshake(Socket socket, String host, int port, List<String> protocols, List<String> ciphers)
			throws IOException {
		this.settings.hosts().check(host);
		SSLSocket ssl = (SSLSocket) this.socketFactory.createSocket(socket, host, port, false);
		try {
			HandshakeTrace trace = prepare(ssl, host, port, protocols, ciphers);
			shakeHands(ssl, trace);
			mark(ssl.getSession());
			return new AnsweredSslSocket(ssl, trace);
		}
		catch (IOException | RuntimeException ex) {
			ssl.close();
			throw ex;
		}
	}

	/**
	 * Set the parameters of a connection.
	 * @return what is to be noted of its handshake
	 */
	HandshakeTrace prepare(SSLSocket ssl, String host, int port, List<String> protocols, List<String> ciphers)
			throws SSLException {
		SSLParameters parameters = PeerNames.configure(ssl.getSSLParameters(), this.settings);
		parameters.setProtocols(left(parameters.getProtocols(), protocols, "protocol version", host));
		parameters.setCipherSuites(left(parameters.getCipherSuites(), ciphers, "cipher suite", host));
		ssl.setSSLParameters(parameters);
		return new HandshakeTrace(this, host, port, parameters);
	}

	/**
	 * Shake hands, and explain it if that fails.
	 */
	static void shakeHands(SSLSocket ssl, HandshakeTrace trace) throws IOException {
		HandshakeTrace previous = trace.enter();
		try {
			ssl.startHandshake();
		}
		catch (IOException ex) {
			throw HandshakeFailure.during(trace, ex);
		}
		finally {
			HandshakeTrace.leave(previous);
		}
		checkOffered(ssl.getSession(), trace);
	}

	/**
	 * Mark the session of a handshake of this context.
	 */
	void mark(SSLSession session) {
		session.putValue(MAKER, this);
	}

	/**
	 * Return whether the session is of a handshake of this context. One that is
	 * invalidated has lost its session context, and this happens to all connections that
	 * share it when one of them fails: they are known by their mark.
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
	static void checkOffered(SSLSession session, HandshakeTrace trace) throws SSLException {
		trace.finished(session);
		String refusal = CredentialKeyManager.refusal(session);
		if (refusal != null) {
			session.invalidate();
			throw HandshakeFailure.notShown(trace, refusal);
		}
	}

	SSLContext sslContext() {
		return this.sslContext;
	}

	TrackedSockets sockets() {
		return this.sockets;
	}

	SSLSocketFactory socketFactory() {
		return this.socketFactory;
	}

	private static String[] left(String[] allowed, List<String> only, String what, String host) throws SSLException {
		if (only.isEmpty()) {
			return allowed;
		}
		String[] left = Arrays.stream(allowed).filter(only::contains).toArray(String[]::new);
		if (left.length == 0) {
			throw new SSLHandshakeException(
					"No %s is left for '%s': the application's TLS configuration takes only %s, none of which this client allows; see its 'enabled-protocols' and 'ciphers'"
						.formatted(what, host, String.join(", ", only)));
		}
		return left;
	}

	private static SSLContext sslContext(Credential credential, KeyManager keyManager, TrustManager trustManager) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(new KeyManager[] { keyManager }, new TrustManager[] { trustManager }, RANDOM);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("TLS context for %s could not be made".formatted(credential), ex);
		}
	}

}
