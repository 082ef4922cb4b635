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

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Offers the credential of the handshake in force, and nothing if there is none or the
 * peer is not among the client's hosts: a key manager must not throw. It is the trust
 * manager that ends such a handshake.
 */
final class BundleKeyManager extends X509ExtendedKeyManager {

	private static final Log logger = LogFactory.getLog(BundleKeyManager.class);

	private final BundleHandshakes handshakes;

	private volatile @Nullable HandshakeContext latest;

	private volatile @Nullable HandshakeContext previous;

	BundleKeyManager(BundleHandshakes handshakes) {
		this.handshakes = handshakes;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		HandshakeContext context = client((socket instanceof SSLSocket ssl) ? ssl.getHandshakeSession() : null);
		return (context != null) ? context.keyManager().chooseClientAlias(keyTypes, issuers, socket) : null;
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		HandshakeContext context = client((engine != null) ? engine.getHandshakeSession() : null);
		return (context != null) ? context.keyManager().chooseEngineClientAlias(keyTypes, issuers, engine) : null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		HandshakeContext context = current(this.handshakes::server);
		return (context != null) ? context.keyManager().chooseServerAlias(keyType, issuers, socket) : null;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		HandshakeContext context = current(this.handshakes::server);
		return (context != null) ? context.keyManager().chooseEngineServerAlias(keyType, issuers, engine) : null;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		HandshakeContext context = this.handshakes.published();
		return (context != null) ? context.keyManager().getClientAliases(keyType, issuers) : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		HandshakeContext context = this.handshakes.published();
		return (context != null) ? context.keyManager().getServerAliases(keyType, issuers) : null;
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		HandshakeContext context = chosen(alias);
		return (context != null) ? context.keyManager().getCertificateChain(alias) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		HandshakeContext context = chosen(alias);
		return (context != null) ? context.keyManager().getPrivateKey(alias) : null;
	}

	private @Nullable HandshakeContext client(@Nullable SSLSession session) {
		HandshakeContext context = current(this.handshakes::client);
		if (context == null) {
			return null;
		}
		AllowedHosts hosts = context.settings().hosts();
		String host = (session != null) ? session.getPeerHost() : null;
		return (hosts.isAny() || (host != null && hosts.allows(host))) ? context : null;
	}

	private @Nullable HandshakeContext current(Supplier<HandshakeSource> handshake) {
		try {
			HandshakeContext context = handshake.get().current();
			remember(context);
			return context;
		}
		catch (RuntimeException ex) {
			logger.warn("No certificate is offered in a handshake: %s".formatted(ex.getMessage()));
			return null;
		}
	}

	/**
	 * Alias, chain and key are asked for one by one, and have to be of one version
	 * although another one comes into force between.
	 */
	private void remember(HandshakeContext context) {
		HandshakeContext last = this.latest;
		if (last != context) {
			this.previous = last;
			this.latest = context;
		}
	}

	private @Nullable HandshakeContext chosen(String alias) {
		HandshakeContext last = this.latest;
		return (last != null && last.keyManager().getPrivateKey(alias) != null) ? last : this.previous;
	}

}
