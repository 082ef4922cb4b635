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

import java.util.function.Consumer;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of one client or server, made when it is first needed and published by
 * one volatile write. As long as the credential of the published context is valid, to use
 * it reads that one field. Once it is not, the credential is read again: a context never
 * shows one that is known to have expired.
 * <p>
 * A version that has come after it is published from outside, and the context before it
 * is retired; a late result never replaces it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class PublishedHandshake implements HandshakeSource {

	private final CredentialUse use;

	private final HandshakeSettings settings;

	private final Consumer<HandshakeContext> retired;

	private volatile @Nullable HandshakeContext published;

	/**
	 * Create a handshake, of which nothing is published yet.
	 * @param use what the credential is, and is for
	 * @param settings the settings of the client
	 * @param retired is given each context that is not in force any more
	 */
	PublishedHandshake(CredentialUse use, HandshakeSettings settings, Consumer<HandshakeContext> retired) {
		this.use = use;
		this.settings = settings;
		this.retired = retired;
	}

	@Override
	public HandshakeContext current() {
		HandshakeContext context = this.published;
		while (context == null || !isValid(context)) {
			context = publish(context, this.use.credential());
		}
		return context;
	}

	@Override
	public HandshakeSettings settings() {
		return this.settings;
	}

	@Override
	public @Nullable HandshakeContext published() {
		return this.published;
	}

	@Override
	public boolean isReady() {
		HandshakeContext context = this.published;
		return context != null && isValid(context);
	}

	/**
	 * Make the context of a credential that may come into force, and publish nothing.
	 * @throws CredentialException if it cannot be used for what this is for
	 */
	HandshakeContext prepare(Credential credential) {
		this.use.check(credential);
		return new HandshakeContext(credential, this.settings);
	}

	/**
	 * Put a context into force, unless something has come after its credential meanwhile.
	 */
	void publish(HandshakeContext next) {
		HandshakeContext replaced;
		synchronized (this) {
			replaced = this.published;
			if (!this.use.isInForce(next.credential())
					|| (replaced != null && replaced.credential().equals(next.credential()))) {
				return;
			}
			this.published = next;
		}
		retire(replaced);
	}

	/**
	 * Take what is not in force any more out of use. It waits for a context that is being
	 * made, which may be one of these.
	 */
	void settle() {
		HandshakeContext replaced;
		synchronized (this) {
			replaced = this.published;
			if (replaced == null || this.use.isInForce(replaced.credential())) {
				return;
			}
			this.published = null;
		}
		retire(replaced);
	}

	/**
	 * Publish what was read because there was nothing valid, if it is in force still.
	 * Under the lock, as it may be replaced at the same time.
	 * @return what is published now, or {@code null} to read again
	 */
	private @Nullable HandshakeContext publish(@Nullable HandshakeContext replaced, Credential credential) {
		HandshakeContext context;
		synchronized (this) {
			context = this.published;
			if (context != null && context != replaced) {
				return context;
			}
			if (!this.use.isInForce(credential)) {
				return null;
			}
			context = context(credential);
			this.published = context;
		}
		retire(replaced);
		return context;
	}

	private HandshakeContext context(Credential credential) {
		try {
			return new HandshakeContext(credential, this.settings);
		}
		catch (InvalidCredentialException ex) {
			this.use.forget(credential);
			throw ex;
		}
	}

	private void retire(@Nullable HandshakeContext replaced) {
		if (replaced != null) {
			this.retired.accept(replaced);
		}
	}

	private boolean isValid(HandshakeContext context) {
		return this.use.isValid(context.credential());
	}

}
