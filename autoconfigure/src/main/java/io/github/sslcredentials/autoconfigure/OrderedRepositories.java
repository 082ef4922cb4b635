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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The repositories by their bean names, in the order in which they are asked. They are
 * not made before one of them is needed.
 */
final class OrderedRepositories implements Supplier<Map<String, CredentialRepository>> {

	private final SingletonSupplier<Map<String, CredentialRepository>> repositories;

	OrderedRepositories(ListableBeanFactory beanFactory) {
		this.repositories = SingletonSupplier.of(() -> ordered(beanFactory));
	}

	@Override
	public Map<String, CredentialRepository> get() {
		return this.repositories.obtain();
	}

	private static Map<String, CredentialRepository> ordered(ListableBeanFactory beanFactory) {
		Map<String, CredentialRepository> named = beanFactory.getBeansOfType(CredentialRepository.class);
		IdentityHashMap<CredentialRepository, String> names = new IdentityHashMap<>();
		named.forEach((name, repository) -> names.put(repository, name));
		Map<String, CredentialRepository> ordered = new LinkedHashMap<>();
		beanFactory.getBeanProvider(CredentialRepository.class)
			.orderedStream()
			.filter(names::containsKey)
			.forEach((repository) -> ordered.put(names.getOrDefault(repository, ""), repository));
		named.forEach(ordered::putIfAbsent);
		return Collections.unmodifiableMap(ordered);
	}

}
