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
import java.net.ServerSocket;

import javax.net.ssl.SSLServerSocketFactory;

/**
 * Makes server sockets, each of whose connections presents the version in force when it
 * is accepted. A rotation cuts none of a server's connections.
 */
final class CredentialSslServerSocketFactory extends SSLServerSocketFactory {

	/** That of the Java platform. */
	private static final int DEFAULT_BACKLOG = 50;

	private final HandshakeSource source;

	CredentialSslServerSocketFactory(HandshakeSource source) {
		this.source = source;
	}

	@Override
	public ServerSocket createServerSocket() throws IOException {
		return new CredentialSslServerSocket(this.source);
	}

	@Override
	public ServerSocket createServerSocket(int port) throws IOException {
		return createServerSocket(port, DEFAULT_BACKLOG);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog) throws IOException {
		return new CredentialSslServerSocket(this.source, port, backlog, null);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
		return new CredentialSslServerSocket(this.source, port, backlog, address);
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return CredentialSslContext.of(this.source).getDefaultSSLParameters().getCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return CredentialSslContext.of(this.source).getSupportedSSLParameters().getCipherSuites();
	}

}
