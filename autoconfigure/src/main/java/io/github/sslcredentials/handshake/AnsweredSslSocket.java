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
import java.net.SocketAddress;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A socket after its handshake, of which the first answer is awaited.
 */
final class AnsweredSslSocket extends DelegatingSslSocket {

	private final AwaitedAnswer answer = new AwaitedAnswer();

	AnsweredSslSocket(SSLSocket delegate, HandshakeTrace trace) {
		super(delegate);
		this.answer.await(trace);
	}

	@Override
	public void connect(SocketAddress address, int timeout) throws IOException {
		this.delegate.connect(address, timeout);
	}

	@Override
	public void startHandshake() throws IOException {
		this.delegate.startHandshake();
	}

	@Override
	public SSLParameters getSSLParameters() {
		return this.delegate.getSSLParameters();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.delegate.setSSLParameters(parameters);
	}

	@Override
	public SSLSession getSession() {
		return this.delegate.getSession();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return this.answer.input(this.delegate.getInputStream(), () -> {
		});
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return this.answer.output(this.delegate.getOutputStream(), this.delegate, () -> {
		});
	}

}
