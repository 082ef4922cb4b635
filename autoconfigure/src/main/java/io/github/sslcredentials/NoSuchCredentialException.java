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

import java.util.List;

/**
 * No repository has a credential under the path, or a store has no such version of it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class NoSuchCredentialException extends CredentialException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param path the path that was asked for
	 * @param repositories names of the repositories that were asked
	 */
	public NoSuchCredentialException(CredentialPath path, List<String> repositories) {
		super(path, repositories.isEmpty()
				? "No credential '%s': there is no repository to ask, define a bean of type CredentialRepository"
					.formatted(path)
				: "No credential '%s' in %s".formatted(path, String.join(", ", repositories)));
	}

	/**
	 * Create an exception.
	 * @param path the path that was asked for
	 * @param version the version that was asked for
	 */
	public NoSuchCredentialException(CredentialPath path, String version) {
		super(path, "No version '%s' of the credential '%s'".formatted(version, path));
	}

}
