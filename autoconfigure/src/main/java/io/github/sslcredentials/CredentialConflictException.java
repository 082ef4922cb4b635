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

/**
 * Somebody else has changed the credential meanwhile. Nothing was written. Look at what
 * is there now before trying again.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialConflictException extends CredentialException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param path the path of the credential
	 * @param problem what is there, and what was expected
	 */
	public CredentialConflictException(CredentialPath path, String problem) {
		super(path, "Credential '%s' was not changed: %s".formatted(path, problem));
	}

}
