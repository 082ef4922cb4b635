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

package io.github.sslcredentials;

import org.jspecify.annotations.Nullable;

/**
 * A credential cannot be used. It is thrown before a connection is opened: a client never
 * goes on without its identity, nor with another one.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public abstract sealed class CredentialException extends RuntimeException permits NoSuchCredentialException,
		InvalidCredentialException, CredentialUnavailableException, CredentialConflictException {

	private static final long serialVersionUID = 1L;

	private final @Nullable CredentialPath path;

	CredentialException(@Nullable CredentialPath path, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.path = path;
	}

	CredentialException(CredentialPath path, String message) {
		super(message);
		this.path = path;
	}

	/**
	 * Return the path of the credential.
	 * @return the path, or {@code null} if a store failed as a whole
	 */
	public @Nullable CredentialPath path() {
		return this.path;
	}

}
