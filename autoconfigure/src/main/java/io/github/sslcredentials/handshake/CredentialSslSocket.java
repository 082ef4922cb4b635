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

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
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

import org.jspecify.annotations.Nullable;

/**
 * A client's socket that does not shake hands unless the names of its peer agree.
 */
final class CredentialSslSocket extends DelegatingSslSocket {

	private final HandshakeSettings settings;

	private final ReentrantLock firstHandshake = new ReentrantLock();

	private volatile @Nullable String peerHost;

	private volatile boolean ready;

	private volatile @Nullable IOException refusal;

	private CredentialSslSocket(SSLSocket delegate, @Nullable String peerHost, HandshakeSettings settings) {
		super(delegate);
		this.peerHost = peerHost;
		this.settings = settings;
		delegate.setSSLParameters(PeerNames.configure(delegate.getSSLParameters(), settings));
	}

	static CredentialSslSocket unconnected(SSLSocket delegate, HandshakeSettings settings) {
		return new CredentialSslSocket(delegate, null, settings);
	}

	static CredentialSslSocket connected(SSLSocket delegate, @Nullable String peerHost, HandshakeSettings settings) {
		return new CredentialSslSocket(delegate, peerHost, settings);
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
		return new FilterInputStream(this.delegate.getInputStream()) {

			@Override
			public int read() throws IOException {
				makeReady();
				return this.in.read();
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				makeReady();
				return this.in.read(bytes, offset, length);
			}

			@Override
			public long skip(long length) throws IOException {
				makeReady();
				return this.in.skip(length);
			}

		};
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		checkNotRefused();
		return new FilterOutputStream(this.delegate.getOutputStream()) {

			@Override
			public void write(int b) throws IOException {
				makeReady();
				this.out.write(b);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				makeReady();
				this.out.write(bytes, offset, length);
			}

		};
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
		if (getUseClientMode()) {
			SSLParameters parameters = PeerNames.enforce(this.delegate.getSSLParameters(), this.settings);
			this.delegate.setSSLParameters(parameters);
			PeerNames.check(parameters, this.peerHost, this.settings);
		}
		this.delegate.startHandshake();
		checkOffered();
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

	private void checkOffered() throws IOException {
		try {
			HandshakeContext.checkOffered(this.delegate.getSession());
			this.ready = true;
		}
		catch (IOException ex) {
			this.delegate.close();
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
