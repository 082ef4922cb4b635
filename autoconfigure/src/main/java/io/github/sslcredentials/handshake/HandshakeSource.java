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

import io.github.sslcredentials.CredentialException;
import org.jspecify.annotations.Nullable;

/**
 * Where the facades find the handshake context that is in force. They ask once for each
 * use.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface HandshakeSource {

	/**
	 * Return the context that is in force.
	 * @return the context
	 * @throws CredentialException if there is no credential that can be used
	 */
	HandshakeContext current();

	/**
	 * Return the settings of the client, which are the same for all its contexts.
	 * @return the settings
	 */
	HandshakeSettings settings();

	/**
	 * Return the context that was in force when it was last used, without reading a
	 * credential.
	 * @return the context, whose credential may have expired since, or {@code null} if
	 * there is none yet or this source does not say
	 */
	default @Nullable HandshakeContext published() {
		return null;
	}

	/**
	 * Return whether {@link #current()} has nothing to read at the moment, so that it may
	 * be called where a thread must not wait.
	 * @return whether a context is in force whose credential is valid
	 */
	default boolean isReady() {
		return false;
	}

}
