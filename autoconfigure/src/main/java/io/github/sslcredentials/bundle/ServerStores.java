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

package io.github.sslcredentials.bundle;

import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The stores of a server's bundle: Tomcat and Jetty make their TLS of these. They hold
 * the private key under a password that exists in this process only.
 */
final class ServerStores implements SslStoreBundle {

	private final ServerHandshake server;

	private final String password;

	private volatile @Nullable Snapshot snapshot;

	ServerStores(ServerHandshake server) {
		this.server = server;
		byte[] random = new byte[16];
		new SecureRandom().nextBytes(random);
		this.password = HexFormat.of().formatHex(random);
	}

	@Override
	public KeyStore getKeyStore() {
		return snapshot().keyStore();
	}

	@Override
	public String getKeyStorePassword() {
		return this.password;
	}

	@Override
	public KeyStore getTrustStore() {
		return snapshot().trustStore();
	}

	@Override
	public String toString() {
		return "ServerStores";
	}

	/**
	 * The server keeps what it has taken, and it is this whose validity is watched: an
	 * expired credential must not make health fail.
	 */
	private Snapshot snapshot() {
		Snapshot snapshot = this.snapshot;
		if (snapshot == null) {
			HandshakeContext context = this.server.current();
			snapshot = new Snapshot(KeyStores.withKey(context.credential(), this.password.toCharArray()),
					KeyStores.trusting(context.trustManager().getAcceptedIssuers()));
			this.snapshot = snapshot;
		}
		return snapshot;
	}

	private record Snapshot(KeyStore keyStore, KeyStore trustStore) {
	}

}
