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

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * The context in force of one client: made of the credential when it is first used, and
 * published by one volatile write; made anew when the credential is no longer valid. May
 * be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class PublishedHandshake implements HandshakeSource {

	private final Supplier<Credential> credential;

	private final Predicate<Credential> validity;

	private final Function<Credential, HandshakeContext> contexts;

	private final HandshakeSettings settings;

	private volatile @Nullable HandshakeContext published;

	/**
	 * Create a client's handshake, of which nothing is published yet.
	 * @param credential reads the credential
	 * @param validity tells whether a credential is valid at the moment
	 * @param contexts makes the context of a credential
	 * @param settings the settings of the client
	 */
	public PublishedHandshake(Supplier<Credential> credential, Predicate<Credential> validity,
			Function<Credential, HandshakeContext> contexts, HandshakeSettings settings) {
		this.credential = credential;
		this.validity = validity;
		this.contexts = contexts;
		this.settings = settings;
	}

	@Override
	public HandshakeContext current() {
		HandshakeContext context = this.published;
		return (context != null && isValid(context)) ? context : publish(context, this.credential.get());
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

	private boolean isValid(HandshakeContext context) {
		return this.validity.test(context.credential());
	}

	private synchronized HandshakeContext publish(@Nullable HandshakeContext replaced, Credential credential) {
		HandshakeContext context = this.published;
		if (context == null || context == replaced) {
			context = this.contexts.apply(credential);
			this.published = context;
		}
		return context;
	}

}
