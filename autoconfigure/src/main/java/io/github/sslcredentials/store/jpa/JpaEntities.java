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

package io.github.sslcredentials.store.jpa;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.sslcredentials.CredentialEntity;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.Metamodel;
import jakarta.persistence.metamodel.SingularAttribute;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The entities of a persistence unit by their names, and their attributes.
 *
 * @author SSL Credentials contributors
 */
final class JpaEntities {

	private final SortedSet<String> credentialKinds = new TreeSet<>();

	private final Map<String, EntityType<?>> byName = new TreeMap<>();

	private final Map<Class<?>, ManagedType<?>> byClass = new HashMap<>();

	JpaEntities(Metamodel metamodel) {
		for (ManagedType<?> type : metamodel.getManagedTypes()) {
			if (type.getJavaType() != Map.class) {
				this.byClass.put(type.getJavaType(), type);
			}
		}
		for (EntityType<?> entity : metamodel.getEntities()) {
			this.byName.put(entity.getName(), entity);
			if (isCredential(entity)) {
				this.credentialKinds.add(entity.getName());
			}
		}
	}

	/**
	 * Return the names of the entities whose rows can be credentials.
	 */
	SortedSet<String> credentialKinds() {
		return Collections.unmodifiableSortedSet(this.credentialKinds);
	}

	SortedSet<String> names() {
		return new TreeSet<>(this.byName.keySet());
	}

	@Nullable EntityType<?> find(String name) {
		return this.byName.get(name);
	}

	/**
	 * Return the names of the entities whose class has the given simple name.
	 */
	List<String> namesOfClass(String simpleName) {
		return this.byName.values()
			.stream()
			.filter((entity) -> entity.getJavaType().getSimpleName().equals(simpleName))
			.<String>map(EntityType::getName)
			.toList();
	}

	boolean hasSubtypes(EntityType<?> entity) {
		return this.byName.values()
			.stream()
			.anyMatch((other) -> !other.equals(entity) && entity.getJavaType().isAssignableFrom(other.getJavaType()));
	}

	/**
	 * Return the attributes of an entity, those of its supertypes and embeddables too.
	 */
	List<AttributePath> attributes(EntityType<?> entity) {
		List<AttributePath> paths = new ArrayList<>();
		collect(entity, List.of(), paths);
		paths.sort(Comparator.comparing(AttributePath::toString));
		return paths;
	}

	private void collect(ManagedType<?> owner, List<SingularAttribute<?, ?>> prefix, List<AttributePath> paths) {
		for (SingularAttribute<?, ?> attribute : owner.getSingularAttributes()) {
			List<SingularAttribute<?, ?>> attributes = new ArrayList<>(prefix);
			attributes.add(attribute);
			Class<?> javaType = javaType(attribute, owner.getJavaType());
			ManagedType<?> type = managedType(attribute, javaType);
			if (type instanceof EmbeddableType<?> embeddable) {
				collect(embeddable, attributes, paths);
			}
			else {
				paths.add(new AttributePath(attributes, javaType,
						(type instanceof EntityType<?> entity) ? entity : null));
			}
		}
	}

	private @Nullable ManagedType<?> managedType(SingularAttribute<?, ?> attribute, Class<?> javaType) {
		ManagedType<?> declared = (attribute.getType() instanceof ManagedType<?> managed) ? managed : null;
		if (declared instanceof EntityType<?>) {
			return declared;
		}
		ManagedType<?> known = this.byClass.get(javaType);
		return (known != null) ? known : declared;
	}

	/**
	 * Return the type of an attribute as the owner knows it: the metamodel says
	 * {@code Object} for a type variable of a mapped superclass.
	 */
	private static Class<?> javaType(SingularAttribute<?, ?> attribute, Class<?> owner) {
		Member member = attribute.getJavaMember();
		Class<?> javaType = attribute.getJavaType();
		if (member instanceof Field field) {
			javaType = ResolvableType.forField(field, owner).resolve(javaType);
		}
		else if (member instanceof Method method) {
			javaType = ResolvableType.forMethodReturnType(method, owner).resolve(javaType);
		}
		return ClassUtils.resolvePrimitiveIfNecessary(javaType);
	}

	private static boolean isCredential(EntityType<?> entity) {
		Class<?> javaType = entity.getJavaType();
		return CredentialEntity.class.isAssignableFrom(javaType) && !Modifier.isAbstract(javaType.getModifiers());
	}

}
