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

package io.github.sslcredentials.autoconfigure;

import java.util.List;

import io.github.sslcredentials.store.jpa.CredentialMappingException;

/**
 * A class has the interface of a credential, but JPA does not know it.
 */
final class UnmappedCredentialEntityException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnmappedCredentialEntityException(CredentialMappingException cause, List<String> classNames) {
		super("Credential path '%s' cannot be followed: %s implements CredentialEntity, but is no entity of the persistence unit"
			.formatted(cause.path(), String.join(", ", classNames)), cause);
	}

}
