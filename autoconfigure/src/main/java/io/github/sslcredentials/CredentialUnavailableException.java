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
 * The store could not be asked, or did not answer in time, and no good version of the
 * credential was read before. Trying again later may help.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialUnavailableException extends CredentialException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param path the path that was asked for, or {@code null} if it was for several
	 * @param problem what is wrong with the store
	 * @param cause what the store has thrown, or {@code null} if it has not answered
	 */
	public CredentialUnavailableException(@Nullable CredentialPath path, String problem, @Nullable Throwable cause) {
		super(path, (path != null) ? "Credential '%s' is unavailable: %s".formatted(path, problem)
				: "Credentials are unavailable: " + problem, cause);
	}

}
