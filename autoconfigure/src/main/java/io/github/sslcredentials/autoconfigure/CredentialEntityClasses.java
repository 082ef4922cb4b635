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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.sslcredentials.CredentialEntity;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The classes in the packages of the application that implement {@link CredentialEntity},
 * but are not mapped. They are looked for only when something is wrong.
 */
final class CredentialEntityClasses {

	private final ApplicationContext applicationContext;

	private final Supplier<EntityManagerFactory> entityManagerFactory;

	CredentialEntityClasses(ApplicationContext applicationContext,
			Supplier<EntityManagerFactory> entityManagerFactory) {
		this.applicationContext = applicationContext;
		this.entityManagerFactory = entityManagerFactory;
	}

	/**
	 * Return the names of the classes with the given simple name that are not mapped.
	 */
	List<String> unmapped(String simpleName) {
		Set<String> mapped = mapped();
		return named(simpleName).stream().filter((name) -> !mapped.contains(name)).toList();
	}

	private Set<String> mapped() {
		return this.entityManagerFactory.get()
			.getMetamodel()
			.getEntities()
			.stream()
			.map((entity) -> entity.getJavaType().getName())
			.collect(Collectors.toSet());
	}

	private List<String> named(String simpleName) {
		if (!AutoConfigurationPackages.has(this.applicationContext)) {
			return List.of();
		}
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.setResourceLoader(this.applicationContext);
		scanner.addIncludeFilter(new AssignableTypeFilter(CredentialEntity.class));
		return AutoConfigurationPackages.get(this.applicationContext)
			.stream()
			.flatMap((name) -> scanner.findCandidateComponents(name).stream())
			.map((candidate) -> String.valueOf(candidate.getBeanClassName()))
			.filter((name) -> simpleName(name).equals(simpleName))
			.distinct()
			.toList();
	}

	private static String simpleName(String className) {
		String shortName = ClassUtils.getShortName(className);
		return shortName.substring(shortName.lastIndexOf('.') + 1);
	}

}
