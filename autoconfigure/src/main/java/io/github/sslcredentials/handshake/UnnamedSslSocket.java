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
 * Shows a socket in its handshake to the trust manager of the Java platform, without
 * endpoint identification: the chain, the algorithms and stapled answers are checked, the
 * name is not.
 */
final class UnnamedSslSocket extends DelegatingSslSocket {

	UnnamedSslSocket(SSLSocket delegate) {
		super(delegate);
	}

	@Override
	public SSLParameters getSSLParameters() {
		return PeerNames.withoutEndpointIdentification(this.delegate.getSSLParameters());
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void connect(SocketAddress address, int timeout) throws IOException {
		throw new UnsupportedOperationException();
	}

	@Override
	public void startHandshake() throws IOException {
		throw new UnsupportedOperationException();
	}

	@Override
	public SSLSession getSession() {
		return this.delegate.getHandshakeSession();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		throw new UnsupportedOperationException();
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		throw new UnsupportedOperationException();
	}

}
