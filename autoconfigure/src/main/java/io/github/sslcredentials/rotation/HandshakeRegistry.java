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

package io.github.sslcredentials.rotation;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.loading.CredentialRole;
import io.github.sslcredentials.loading.LoadedCredential;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Hands out the handshakes of identities. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HandshakeRegistry {

	private static final Log logger = LogFactory.getLog(HandshakeRegistry.class);

	private final CredentialLoader loader;

	private final HandshakeSettings defaults;

	private final Map<CredentialPath, HandshakeSource> clients = new ConcurrentReferenceHashMap<>();

	private final Map<CredentialPath, HandshakeSource> servers = new ConcurrentReferenceHashMap<>();

	private final PublishedHandshakes handshakes = new PublishedHandshakes();

	private final Consumer<HandshakeContext> retired;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create a registry.
	 * @param loader reads credentials
	 * @param defaults the settings for identities that are known by their path only
	 * @param retired is given each context that is not in force any more
	 */
	public HandshakeRegistry(CredentialLoader loader, HandshakeSettings defaults, Consumer<HandshakeContext> retired) {
		this.retired = retired;
		this.loader = loader;
		this.defaults = defaults;
	}

	/**
	 * Return the credential under the given path.
	 * @param path the path
	 * @return the credential
	 * @throws CredentialException if there is none, or none that can be used
	 */
	public Credential credential(CredentialPath path) {
		return this.loader.load(path);
	}

	/**
	 * Return the handshake of a client, with the default settings.
	 * @param path the path of the credential, which is read on first use
	 * @return the handshake, the same one as long as there is memory for it
	 */
	public HandshakeSource client(CredentialPath path) {
		return this.clients.computeIfAbsent(path, (key) -> {
			warnOfAnyHost();
			return client(key, this.defaults);
		});
	}

	/**
	 * Return a new handshake of a client, with settings of its own: nothing of it is
	 * shared with others.
	 * @param path the path of the credential, which is read on first use
	 * @param settings the settings
	 * @return the handshake
	 */
	public HandshakeSource client(CredentialPath path, HandshakeSettings settings) {
		return published(path, CredentialRole.CLIENT, settings);
	}

	/**
	 * Return the handshake of a client with a credential in hand, with the default
	 * settings.
	 * @param record the credential
	 * @return the handshake
	 * @throws InvalidCredentialException if the credential cannot be used
	 */
	public HandshakeSource client(CredentialRecord record) {
		warnOfAnyHost();
		return inHand(record, CredentialRole.CLIENT);
	}

	/**
	 * Return the handshake of a server, with the default settings.
	 * @param path the path of the credential, which is read on first use
	 * @return the handshake, the same one as long as there is memory for it
	 */
	public HandshakeSource server(CredentialPath path) {
		return this.servers.computeIfAbsent(path, (key) -> server(key, this.defaults));
	}

	/**
	 * Return a new handshake of a server, with settings of its own: nothing of it is
	 * shared with others.
	 * @param path the path of the credential, which is read on first use
	 * @param settings the settings, of which the trust anchors are those of its clients
	 * @return the handshake
	 */
	public HandshakeSource server(CredentialPath path, HandshakeSettings settings) {
		return published(path, CredentialRole.SERVER, settings);
	}

	/**
	 * Return the handshake of a server with a credential in hand, with the default
	 * settings.
	 * @param record the credential
	 * @return the handshake
	 * @throws InvalidCredentialException if the credential cannot be used
	 */
	public HandshakeSource server(CredentialRecord record) {
		return inHand(record, CredentialRole.SERVER);
	}

	/** Not at start, where nobody knows yet whether there will be such a client. */
	private void warnOfAnyHost() {
		if (this.defaults.hosts().isAny() && this.warned.compareAndSet(false, true)) {
			logger.warn(
					"'ssl.hosts' is not set: identities that are asked for at run time are offered to any host that is called");
		}
	}

	private PublishedHandshake inHand(CredentialRecord record, CredentialRole role) {
		CredentialUse use = new CredentialInHand(this.loader, this.loader.read(record, role));
		return new PublishedHandshake(use, this.defaults, this.retired);
	}

	private PublishedHandshake published(CredentialPath path, CredentialRole role, HandshakeSettings settings) {
		CredentialUse use = new StoredCredentialUse(this.loader, path, role);
		return this.handshakes.add(path, new PublishedHandshake(use, settings, this.retired));
	}

	/**
	 * Let the loader know again what is in use. It forgets what cannot be used for one
	 * purpose, so that it is read again, and that may be in use for another.
	 */
	void restore() {
		this.handshakes.paths().forEach(this::restore);
	}

	/**
	 * Let the loader know again what is in use under a path.
	 */
	void restore(CredentialPath path) {
		if (this.loader.loaded().get(path) == null) {
			this.handshakes.of(path)
				.stream()
				.map(PublishedHandshake::published)
				.filter(Objects::nonNull)
				.findFirst()
				.ifPresent(
						(context) -> this.loader.loaded().keep(path, LoadedCredential.of(context.credential(), null)));
		}
	}

	PublishedHandshakes handshakes() {
		return this.handshakes;
	}

}
