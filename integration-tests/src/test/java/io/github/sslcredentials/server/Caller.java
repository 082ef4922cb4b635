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

package io.github.sslcredentials.server;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK alone, which shows its certificate whatever issuers the server
 * names, or none.
 */
final class Caller {

	private final SSLContext context;

	private Caller(SSLContext context) {
		this.context = context;
	}

	static Caller as(@Nullable IssuedCredential credential, DevelopmentCa trusted) {
		try {
			KeyStore anchors = KeyStore.getInstance("PKCS12");
			anchors.load(null, null);
			anchors.setCertificateEntry("ca", trusted.certificate());
			TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
			trust.init(anchors);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((credential != null) ? new KeyManager[] { new Always(credential) } : new KeyManager[0],
					trust.getTrustManagers(), null);
			return new Caller(context);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Socket connect(int port) throws IOException {
		return this.context.getSocketFactory().createSocket("localhost", port);
	}

	/**
	 * Ask for a path, and return the whole response.
	 */
	String get(int port, String path, String... protocols) throws IOException {
		try (SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket("localhost", port)) {
			if (protocols.length > 0) {
				socket.setEnabledProtocols(protocols);
			}
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)
					.getBytes(StandardCharsets.US_ASCII));
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (response.isEmpty()) {
				throw new IOException("No response");
			}
			return response;
		}
	}

	private static final class Always extends X509ExtendedKeyManager {

		private final IssuedCredential credential;

		Always(IssuedCredential credential) {
			this.credential = credential;
		}

		@Override
		public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
			return "client";
		}

		@Override
		public X509Certificate[] getCertificateChain(String alias) {
			List<X509Certificate> chain = this.credential.certificateChain();
			return chain.toArray(X509Certificate[]::new);
		}

		@Override
		public PrivateKey getPrivateKey(String alias) {
			return this.credential.privateKey();
		}

		@Override
		public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
			return new String[] { "client" };
		}

		@Override
		public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
			return new String[0];
		}

		@Override
		public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
				@Nullable Socket socket) {
			return null;
		}

	}

}
