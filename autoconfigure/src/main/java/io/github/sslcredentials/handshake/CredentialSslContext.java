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

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * What users hold: a thin facade that asks for the context in force on each use.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialSslContext extends SSLContext {

	private CredentialSslContext(Spi spi) {
		super(spi, null, "TLS");
	}

	/**
	 * Return a facade for the given source.
	 * @param source where to find the context in force
	 * @return the facade
	 */
	public static SSLContext of(HandshakeSource source) {
		return new CredentialSslContext(new Spi(source, null));
	}

	/**
	 * Return a facade for one version, for a client that knows which of its sockets are
	 * in use.
	 * @param handshake the version
	 * @param sockets where the sockets are kept track of, in place of the version's own
	 * @return the facade
	 */
	public static SSLContext of(HandshakeContext handshake, TrackedSockets sockets) {
		return new CredentialSslContext(new Spi(handshake, sockets));
	}

	private static final class Spi extends SSLContextSpi {

		private final HandshakeSource source;

		private final SSLSocketFactory socketFactory;

		private final SSLServerSocketFactory serverSocketFactory;

		Spi(HandshakeSource source, @Nullable TrackedSockets sockets) {
			this.source = source;
			this.socketFactory = new CredentialSslSocketFactory(source, sockets);
			this.serverSocketFactory = new CredentialSslServerSocketFactory(source);
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers,
				@Nullable SecureRandom random) throws KeyManagementException {
			throw new KeyManagementException("The context of a credential cannot be initialized with another one");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return this.socketFactory;
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return this.serverSocketFactory;
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			HandshakeContext context = this.source.current();
			return new CredentialSslEngine(context.sslContext().createSSLEngine(), context);
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			HandshakeContext context = this.source.current();
			return new CredentialSslEngine(context.sslContext().createSSLEngine(host, port), context);
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.source.current().sslContext().getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.source.current().sslContext().getClientSessionContext();
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return this.source.settings().limit(Platform.CONTEXT.getDefaultSSLParameters());
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return Platform.CONTEXT.getSupportedSSLParameters();
		}

	}

	/**
	 * Parameters are asked for before there is a credential, and must not wait for one.
	 * The platform's default context may have been replaced by one of ours.
	 */
	private static final class Platform {

		static final SSLContext CONTEXT = create();

		private static SSLContext create() {
			try {
				SSLContext context = SSLContext.getInstance("TLS");
				context.init(new KeyManager[0], new TrustManager[0], null);
				return context;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("This Java platform has no TLS context", ex);
			}
		}

	}

}
