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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes sockets of the context in force, each of which checks the name of its peer.
 */
final class CredentialSslSocketFactory extends SSLSocketFactory {

	private final HandshakeSource source;

	/** In place of those of each version. */
	private final @Nullable TrackedSockets sockets;

	CredentialSslSocketFactory(HandshakeSource source, @Nullable TrackedSockets sockets) {
		this.source = source;
		this.sockets = sockets;
	}

	@Override
	public Socket createSocket() throws IOException {
		HandshakeContext context = this.source.current();
		return CredentialSslSocket.unconnected((SSLSocket) context.socketFactory().createSocket(), context,
				sockets(context));
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return connect(named(host, port), null);
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return connect(named(host, port), new InetSocketAddress(localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return connect(new InetSocketAddress(host, port), null);
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
		return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
	}

	@Override
	public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose) throws IOException {
		if (host != null) {
			this.source.settings().hosts().check(host);
		}
		HandshakeContext context = this.source.current();
		SSLSocket ssl = (SSLSocket) context.socketFactory().createSocket(socket, host, port, autoClose);
		return CredentialSslSocket.connected(ssl, host, context, sockets(context));
	}

	/**
	 * Lay TLS over a connected socket on the server's side.
	 */
	@Override
	public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose) throws IOException {
		SSLSocket ssl = (SSLSocket) this.source.current().socketFactory().createSocket(socket, consumed, autoClose);
		ssl.setSSLParameters(this.source.settings().limit(ssl.getSSLParameters()));
		return ssl;
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return CredentialSslContext.of(this.source).getDefaultSSLParameters().getCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return CredentialSslContext.of(this.source).getSupportedSSLParameters().getCipherSuites();
	}

	private TrackedSockets sockets(HandshakeContext context) {
		return (this.sockets != null) ? this.sockets : context.sockets();
	}

	private InetSocketAddress named(String host, int port) throws IOException {
		this.source.settings().hosts().check(host);
		return new InetSocketAddress(host, port);
	}

	private Socket connect(InetSocketAddress address, @Nullable InetSocketAddress local) throws IOException {
		this.source.settings().hosts().check(address);
		Socket socket = createSocket();
		try {
			if (local != null) {
				socket.bind(local);
			}
			socket.connect(address);
			return socket;
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

}
