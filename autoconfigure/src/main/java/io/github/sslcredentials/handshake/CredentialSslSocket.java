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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.HandshakeFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket that does not shake hands unless the names of its peer agree.
 */
final class CredentialSslSocket extends DelegatingSslSocket {

	private final HandshakeContext context;

	private final HandshakeSettings settings;

	private final AwaitedAnswer answer = new AwaitedAnswer();

	private final ReentrantLock firstHandshake = new ReentrantLock();

	private volatile @Nullable String peerHost;

	private volatile boolean ready;

	private volatile @Nullable IOException refusal;

	private final SocketUse use = new SocketUse();

	private final Runnable untrack;

	private CredentialSslSocket(SSLSocket delegate, @Nullable String peerHost, HandshakeContext context,
			TrackedSockets sockets) {
		super(delegate);
		this.peerHost = peerHost;
		this.context = context;
		this.settings = context.settings();
		delegate.setSSLParameters(PeerNames.configure(delegate.getSSLParameters(), this.settings));
		this.untrack = sockets.track(this);
	}

	static CredentialSslSocket unconnected(SSLSocket delegate, HandshakeContext context, TrackedSockets sockets) {
		return new CredentialSslSocket(delegate, null, context, sockets);
	}

	static CredentialSslSocket connected(SSLSocket delegate, @Nullable String peerHost, HandshakeContext context,
			TrackedSockets sockets) {
		return new CredentialSslSocket(delegate, peerHost, context, sockets);
	}

	@Override
	public void connect(SocketAddress address) throws IOException {
		connect(address, 0);
	}

	@Override
	public void connect(SocketAddress address, int timeout) throws IOException {
		if (address instanceof InetSocketAddress peer) {
			this.peerHost = this.settings.hosts().check(peer);
		}
		this.delegate.connect(address, timeout);
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.delegate.setSSLParameters(getUseClientMode() ? PeerNames.enforce(parameters, this.settings) : parameters);
	}

	/**
	 * Where the first handshake is under way, wait for it.
	 */
	@Override
	public void startHandshake() throws IOException {
		startHandshake(this.ready);
	}

	@Override
	public SSLSession getSession() {
		try {
			if (isConnected()) {
				makeReady();
			}
		}
		catch (IOException ex) {
			// As the JDK does: a failed handshake shows as an invalid session
			this.refusal = ex;
			closeAfterFailure(ex);
		}
		return this.delegate.getSession();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		checkNotRefused();
		return this.answer.input(this.use.input(this.delegate.getInputStream()), this::makeReady);
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		checkNotRefused();
		return this.answer.output(this.use.output(this.delegate.getOutputStream()), this.delegate, this::makeReady);
	}

	@Override
	@SuppressWarnings("UnsynchronizedOverridesSynchronized") // as in the parent class
	public void close() throws IOException {
		this.untrack.run();
		super.close();
	}

	/**
	 * Return whether the socket has a connection that is or may be used.
	 */
	boolean isInUse() {
		return isConnected() && !isClosed() && !this.use.isRetired();
	}

	/**
	 * Let an idle socket be used no more.
	 * @return whether it was idle, and is to be closed
	 */
	boolean retireIfIdle() {
		try {
			return isInUse() && this.use.isQuiet() && this.delegate.getInputStream().available() == 0
					&& this.use.retireIfQuiet();
		}
		catch (IOException ex) {
			return false; // its user has closed it, or will see what is wrong
		}
	}

	void retire() {
		this.use.retire();
	}

	/**
	 * It is closed because its time is over: nobody could do anything about a failure.
	 */
	void closeQuietly() {
		try {
			close();
		}
		catch (IOException ex) {
			// the connection is gone in any case
		}
	}

	/**
	 * Shake hands once, however many threads read and write, or start the handshake
	 * before it is done: a second handshake is a renegotiation, which many peers end the
	 * connection for.
	 */
	private void makeReady() throws IOException {
		if (!this.ready) {
			startHandshake(false);
		}
	}

	private void startHandshake(boolean again) throws IOException {
		if (!isConnected()) {
			throw new SocketException("Socket is not connected");
		}
		this.firstHandshake.lock();
		try {
			if (again || !this.ready) {
				shakeHands();
			}
		}
		finally {
			this.firstHandshake.unlock();
		}
	}

	private void shakeHands() throws IOException {
		checkNotRefused();
		if (!getUseClientMode()) {
			this.delegate.startHandshake();
			this.ready = true;
			return;
		}
		SSLParameters parameters = PeerNames.enforce(this.delegate.getSSLParameters(), this.settings);
		this.delegate.setSSLParameters(parameters);
		PeerNames.check(parameters, this.peerHost, this.settings);
		HandshakeTrace trace = new HandshakeTrace(this.context, this.peerHost, getPort(), parameters);
		shakeHands(trace);
		if (!this.ready) {
			this.answer.await(trace);
			this.ready = true;
		}
	}

	/**
	 * Say why, where {@link #getSession()} could not: that the socket is closed is known.
	 */
	private void checkNotRefused() throws SSLException {
		IOException refusal = this.refusal;
		if (refusal != null) {
			throw new SSLException(refusal.getMessage(), refusal);
		}
	}

	private void shakeHands(HandshakeTrace trace) throws IOException {
		try {
			HandshakeContext.shakeHands(this.delegate, trace);
		}
		catch (HandshakeFailedException ex) {
			if (trace.isFinished()) {
				this.delegate.close();
			}
			throw ex;
		}
	}

	private void closeAfterFailure(IOException failure) {
		try {
			this.delegate.close();
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

}
