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

import java.util.function.Supplier;

import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

/**
 * The persistence unit whose entities are credentials: the only one of the application,
 * or its primary one.
 */
final class CredentialPersistenceUnit implements Supplier<EntityManagerFactory>, StorePreparation {

	private final ObjectProvider<EntityManagerFactory> candidates;

	private volatile @Nullable EntityManagerFactory found;

	CredentialPersistenceUnit(ObjectProvider<EntityManagerFactory> candidates) {
		this.candidates = candidates;
	}

	@Override
	public EntityManagerFactory get() {
		EntityManagerFactory found = this.found;
		if (found == null) {
			found = find();
			this.found = found;
		}
		return found;
	}

	@Override
	public void prepare() {
		try {
			get();
		}
		catch (SslCredentialsPropertyException ex) {
			// said when it is needed: another repository may have the credential
		}
	}

	private EntityManagerFactory find() {
		try {
			return this.candidates.getObject();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new SslCredentialsPropertyException("ssl.store.jpa.enabled",
					"credentials can be in the entities of one EntityManagerFactory, but there are %d and none is primary: %s"
						.formatted(ex.getNumberOfBeansFound(), names(ex)),
					"Mark the one that has the credentials as @Primary, or set the property to false and define a bean of type CredentialRepository.",
					ex);
		}
	}

	private static String names(NoUniqueBeanDefinitionException ex) {
		return (ex.getBeanNamesFound() != null)
				? "'" + StringUtils.collectionToDelimitedString(ex.getBeanNamesFound(), "', '") + "'" : "?";
	}

}
