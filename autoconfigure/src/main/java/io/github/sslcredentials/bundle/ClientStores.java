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

import io.github.sslcredentials.handshake.HandshakeContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslStoreBundle;

/**
 * What a client's bundle shows of itself, to whoever watches validity: its certificates,
 * once they are loaded. The private key is not in the key store and no anchor in the
 * trust store, so that nobody makes a client of them that checks less. They never read a
 * credential and never throw, since they are read while the application starts.
 */
final class ClientStores implements SslStoreBundle {

	private final BundleHandshakes handshakes;

	private volatile @Nullable Snapshot snapshot;

	ClientStores(BundleHandshakes handshakes) {
		this.handshakes = handshakes;
	}

	@Override
	public KeyStore getKeyStore() {
		HandshakeContext context = this.handshakes.published();
		if (context == null) {
			return KeyStores.empty();
		}
		Snapshot snapshot = this.snapshot;
		if (snapshot == null || snapshot.context() != context) {
			snapshot = new Snapshot(context, KeyStores.withoutKey(context.credential()));
			this.snapshot = snapshot;
		}
		return snapshot.keyStore();
	}

	@Override
	public @Nullable String getKeyStorePassword() {
		return null;
	}

	@Override
	public KeyStore getTrustStore() {
		return KeyStores.empty();
	}

	@Override
	public String toString() {
		return "ClientStores";
	}

	private record Snapshot(HandshakeContext context, KeyStore keyStore) {
	}

}
