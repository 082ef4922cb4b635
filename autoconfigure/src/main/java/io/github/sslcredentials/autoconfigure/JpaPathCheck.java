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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.store.jpa.CredentialMappingException;
import io.github.sslcredentials.store.jpa.CredentialMappingException.Reason;
import io.github.sslcredentials.store.jpa.JpaCredentialRepository;

/**
 * Checks that a configured path can be followed through the entities of the application.
 */
final class JpaPathCheck implements PathCheck {

	private final CredentialEntityClasses entityClasses;

	JpaPathCheck(CredentialEntityClasses entityClasses) {
		this.entityClasses = entityClasses;
	}

	@Override
	public void check(CredentialPath path, CredentialRepository repository, boolean alone) {
		if (repository instanceof JpaCredentialRepository jpa && (alone || has(jpa, path.kind()))) {
			try {
				jpa.check(path);
			}
			catch (CredentialMappingException ex) {
				throw (ex.reason() == Reason.NO_SUCH_ENTITY) ? explained(ex) : ex;
			}
		}
	}

	/** Without a persistence unit to ask, others may have the credential all the same. */
	private static boolean has(JpaCredentialRepository repository, String kind) {
		try {
			return repository.kinds().contains(kind);
		}
		catch (SslCredentialsPropertyException ex) {
			return false;
		}
	}

	private RuntimeException explained(CredentialMappingException ex) {
		List<String> unmapped = this.entityClasses.unmapped(ex.kind());
		return unmapped.isEmpty() ? ex : new UnmappedCredentialEntityException(ex, unmapped);
	}

}
