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
import java.util.function.Supplier;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * The context in force of one client: made of the credential when it is first used, and
 * published by one volatile write. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class PublishedHandshake implements HandshakeSource {

	private final Supplier<Credential> credential;

	private final Consumer<Credential> validity;

	private final HandshakeSettings settings;

	private volatile @Nullable HandshakeContext published;

	/**
	 * Create a client's handshake, of which nothing is published yet.
	 * @param credential reads the credential
	 * @param validity throws an exception for a credential that is not valid at the
	 * moment
	 * @param settings the settings of the client
	 */
	public PublishedHandshake(Supplier<Credential> credential, Consumer<Credential> validity,
			HandshakeSettings settings) {
		this.credential = credential;
		this.validity = validity;
		this.settings = settings;
	}

	@Override
	public HandshakeContext current() {
		HandshakeContext context = this.published;
		if (context == null) {
			context = publish(this.credential.get());
		}
		this.validity.accept(context.credential());
		return context;
	}

	@Override
	public HandshakeSettings settings() {
		return this.settings;
	}

	private synchronized HandshakeContext publish(Credential credential) {
		HandshakeContext context = this.published;
		if (context == null) {
			context = new HandshakeContext(credential, this.settings);
			this.published = context;
		}
		return context;
	}

}
