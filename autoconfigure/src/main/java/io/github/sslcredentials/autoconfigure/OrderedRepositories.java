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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.loading.StoreCycleException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The repositories by their bean names, in the order in which they are asked. They are
 * not made before one of them is needed.
 * <p>
 * While the application starts, the thread that makes its beans may hold a lock which
 * lets no other thread make or find one. So what a store needs is found by that thread,
 * if it is the one that wants a credential, and never under a lock of ours.
 */
final class OrderedRepositories implements Supplier<Map<String, CredentialRepository>> {

	private final ListableBeanFactory beanFactory;

	private volatile @Nullable Thread starter = Thread.currentThread();

	private volatile @Nullable Map<String, CredentialRepository> repositories;

	OrderedRepositories(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Map<String, CredentialRepository> get() {
		Map<String, CredentialRepository> repositories = this.repositories;
		if (repositories == null) {
			repositories = ordered();
			this.repositories = repositories;
		}
		return repositories;
	}

	/**
	 * Find what the stores need, if this is the thread that starts the application.
	 */
	void prepare() {
		if (Thread.currentThread() == this.starter) {
			try {
				get();
				this.beanFactory.getBeansOfType(StorePreparation.class).values().forEach(StorePreparation::prepare);
			}
			catch (BeansException ex) {
				throw (ex.getMostSpecificCause() instanceof BeanCurrentlyInCreationException cycle)
						? new StoreCycleException(
								"the store needs the bean '%s', which is being made and needs the credential for it"
									.formatted(cycle.getBeanName()),
								ex)
						: ex;
			}
			this.starter = null;
		}
	}

	private Map<String, CredentialRepository> ordered() {
		Map<String, CredentialRepository> named = this.beanFactory.getBeansOfType(CredentialRepository.class);
		IdentityHashMap<CredentialRepository, String> names = new IdentityHashMap<>();
		named.forEach((name, repository) -> names.put(repository, name));
		checkComplete(named);
		Map<String, CredentialRepository> ordered = new LinkedHashMap<>();
		this.beanFactory.getBeanProvider(CredentialRepository.class)
			.orderedStream()
			.filter(names::containsKey)
			.forEach((repository) -> ordered.put(names.getOrDefault(repository, ""), repository));
		named.forEach(ordered::putIfAbsent);
		return Collections.unmodifiableMap(ordered);
	}

	/**
	 * What is being made is left out in silence, and would never be asked.
	 */
	private void checkComplete(Map<String, CredentialRepository> named) {
		for (String name : this.beanFactory.getBeanNamesForType(CredentialRepository.class)) {
			if (!named.containsKey(name)) {
				this.beanFactory.getBean(name);
			}
		}
	}

}
