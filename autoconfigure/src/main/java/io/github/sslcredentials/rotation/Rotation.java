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

import java.util.IdentityHashMap;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRevokedEvent;
import io.github.sslcredentials.CredentialRotatedEvent;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts another version of a credential into force, or none: first for who asks for it
 * from now on, then for all who hold it.
 */
final class Rotation {

	private static final Log logger = LogFactory.getLog(Rotation.class);

	private final LoadedCredentials loaded;

	private final PublishedHandshakes handshakes;

	private final EventSink events;

	Rotation(LoadedCredentials loaded, PublishedHandshakes handshakes, EventSink events) {
		this.loaded = loaded;
		this.handshakes = handshakes;
		this.events = events;
	}

	/**
	 * Replace a version by one that came after it, for all or for none.
	 * @return whether it is in force now: not if something else has come into force
	 * meanwhile
	 * @throws CredentialException if one of its users cannot use it
	 */
	boolean rotate(CredentialPath path, LoadedCredential expected, LoadedCredential next) {
		Credential credential = next.obtain();
		IdentityHashMap<PublishedHandshake, HandshakeContext> prepared = prepare(path, credential);
		if (!this.loaded.replace(path, expected, next)) {
			return false;
		}
		prepared.forEach(PublishedHandshake::publish);
		settle(path);
		rotated(path, (expected.credential() != null) ? expected.version() : null, credential);
		return true;
	}

	/**
	 * Let nobody use a credential any more, and remember why.
	 * @return whether it is refused now
	 */
	boolean refuse(CredentialPath path, LoadedCredential expected, LoadedCredential refused) {
		return this.loaded.replace(path, expected, refused) && withdraw(path, expected, refused.refusal());
	}

	/**
	 * Forget a credential that is gone.
	 * @return whether it is forgotten
	 */
	boolean forget(CredentialPath path, LoadedCredential expected, CredentialException refusal) {
		return this.loaded.remove(path, expected) && withdraw(path, expected, refusal);
	}

	/**
	 * Let nobody hold what is not in force any more: also those who have begun to use it
	 * while others were prepared. Their next use takes what is.
	 */
	void settle(CredentialPath path) {
		this.handshakes.of(path).forEach(PublishedHandshake::settle);
	}

	private IdentityHashMap<PublishedHandshake, HandshakeContext> prepare(CredentialPath path, Credential credential) {
		IdentityHashMap<PublishedHandshake, HandshakeContext> prepared = new IdentityHashMap<>();
		for (PublishedHandshake handshake : this.handshakes.of(path)) {
			if (handshake.published() != null) {
				prepared.put(handshake, handshake.prepare(credential));
			}
		}
		return prepared;
	}

	private boolean withdraw(CredentialPath path, LoadedCredential expected, @Nullable CredentialException refusal) {
		settle(path);
		if (refusal != null && expected.credential() != null) {
			logger.warn("Credential '%s', version %s, is used no more: %s".formatted(path, expected.version(),
					refusal.getMessage()));
			this.events.publish(new CredentialRevokedEvent(path, expected.version(), refusal));
		}
		return true;
	}

	private void rotated(CredentialPath path, @Nullable String previous, Credential credential) {
		logger.info("Credential '%s' is in use in version %s%s now, fingerprint %s".formatted(path,
				credential.version(), (previous != null) ? " instead of " + previous : "", credential.fingerprint()));
		this.events.publish(new CredentialRotatedEvent(path, previous, credential.version(), credential.fingerprint()));
	}

}
