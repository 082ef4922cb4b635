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
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.CredentialException;
import org.jspecify.annotations.Nullable;

/**
 * A server's socket, each of whose connections presents the version that is in force when
 * it is accepted. A connection that was accepted before stays as it is: it is the client
 * that would be cut off.
 */
final class CredentialSslServerSocket extends SSLServerSocket {

	private final HandshakeSource source;

	/** Holds what is set, in the way of the Java platform. It is never bound. */
	private final SSLServerSocket template;

	CredentialSslServerSocket(HandshakeSource source) throws IOException {
		this.source = source;
		this.template = template(source);
	}

	CredentialSslServerSocket(HandshakeSource source, int port, int backlog, @Nullable InetAddress address)
			throws IOException {
		this(source, template(source), port, backlog, address);
	}

	/** Bound last, since a socket that is not made cannot be closed. */
	private CredentialSslServerSocket(HandshakeSource source, SSLServerSocket template, int port, int backlog,
			@Nullable InetAddress address) throws IOException {
		super(port, backlog, address);
		this.source = source;
		this.template = template;
	}

	@Override
	public Socket accept() throws IOException {
		Socket socket = new Socket();
		implAccept(socket);
		try {
			return secured(socket);
		}
		catch (CredentialException ex) {
			socket.close();
			throw new IOException("The connection cannot be served without a credential", ex);
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return this.template.getEnabledCipherSuites();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		this.template.setEnabledCipherSuites(suites);
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.template.getSupportedCipherSuites();
	}

	@Override
	public String[] getSupportedProtocols() {
		return this.template.getSupportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return this.template.getEnabledProtocols();
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		this.template.setEnabledProtocols(protocols);
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		this.template.setNeedClientAuth(need);
	}

	@Override
	public boolean getNeedClientAuth() {
		return this.template.getNeedClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		this.template.setWantClientAuth(want);
	}

	@Override
	public boolean getWantClientAuth() {
		return this.template.getWantClientAuth();
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.template.setUseClientMode(mode);
	}

	@Override
	public boolean getUseClientMode() {
		return this.template.getUseClientMode();
	}

	@Override
	public void setEnableSessionCreation(boolean flag) {
		this.template.setEnableSessionCreation(flag);
	}

	@Override
	public boolean getEnableSessionCreation() {
		return this.template.getEnableSessionCreation();
	}

	@Override
	public SSLParameters getSSLParameters() {
		return this.template.getSSLParameters();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.template.setSSLParameters(parameters);
	}

	private SSLSocket secured(Socket socket) throws IOException {
		InputStream nothingRead = null;
		SSLSocket ssl = (SSLSocket) this.source.current().socketFactory().createSocket(socket, nothingRead, true);
		ssl.setSSLParameters(getSSLParameters());
		ssl.setUseClientMode(getUseClientMode());
		ssl.setEnableSessionCreation(getEnableSessionCreation());
		return ssl;
	}

	private static SSLServerSocket template(HandshakeSource source) throws IOException {
		SSLServerSocket template = (SSLServerSocket) source.current()
			.sslContext()
			.getServerSocketFactory()
			.createServerSocket();
		template.setSSLParameters(source.settings().limit(template.getSSLParameters()));
		return template;
	}

}
