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

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * A singular attribute of an entity that is no embeddable itself, but may be within one:
 * {@code employee} or {@code id.number}.
 *
 * @author SSL Credentials contributors
 */
final class AttributePath {

	private final List<SingularAttribute<?, ?>> attributes;

	private final Class<?> javaType;

	private final @Nullable EntityType<?> target;

	AttributePath(List<SingularAttribute<?, ?>> attributes, Class<?> javaType, @Nullable EntityType<?> target) {
		this.attributes = attributes;
		this.javaType = javaType;
		this.target = target;
	}

	List<String> names() {
		return this.attributes.stream().<String>map(Attribute::getName).toList();
	}

	Class<?> javaType() {
		return this.javaType;
	}

	/**
	 * Return the entity that this association is declared to lead to.
	 */
	@Nullable EntityType<?> target() {
		return this.target;
	}

	boolean isDeclaredAs(EntityType<?> entity) {
		return last().getJavaType() == entity.getJavaType();
	}

	/**
	 * Return whether this association is declared with an entity, not with a type
	 * variable, which is an {@code Object} for the metamodel.
	 */
	boolean isDeclaredAsEntity() {
		return this.target != null && isDeclaredAs(this.target) && this.target.getJavaType() != Object.class;
	}

	boolean isId() {
		return this.attributes.get(0).isId();
	}

	Path<?> get(From<?, ?> from) {
		Path<?> path = from;
		for (String name : names()) {
			path = path.get(name);
		}
		return path;
	}

	Join<?, ?> join(From<?, ?> from) {
		List<String> names = names();
		Join<?, ?> join = from.join(names.get(0));
		for (String name : names.subList(1, names.size())) {
			join = join.join(name);
		}
		return join;
	}

	/**
	 * Return the path to an attribute of the entity that this association leads to.
	 */
	AttributePath to(AttributePath attribute) {
		List<SingularAttribute<?, ?>> attributes = new ArrayList<>(this.attributes);
		attributes.addAll(attribute.attributes);
		return new AttributePath(attributes, attribute.javaType, attribute.target);
	}

	<A extends Annotation> @Nullable A annotation(Class<A> type) {
		for (AnnotatedElement element : elements(last())) {
			A annotation = element.getAnnotation(type);
			if (annotation != null) {
				return annotation;
			}
		}
		return null;
	}

	private Attribute<?, ?> last() {
		return this.attributes.get(this.attributes.size() - 1);
	}

	/**
	 * Return the field and the getter: JPA reads annotations at one of them only, ours
	 * must not go unseen at the other.
	 */
	private static List<AnnotatedElement> elements(Attribute<?, ?> attribute) {
		Member member = attribute.getJavaMember();
		List<AnnotatedElement> elements = new ArrayList<>();
		if (member instanceof AnnotatedElement element) {
			elements.add(element);
			String name = StringUtils.capitalize(attribute.getName());
			addIfPresent(elements, ReflectionUtils.findField(member.getDeclaringClass(), attribute.getName()));
			addIfPresent(elements, ReflectionUtils.findMethod(member.getDeclaringClass(), "get" + name));
		}
		return elements;
	}

	private static void addIfPresent(List<AnnotatedElement> elements, @Nullable AnnotatedElement element) {
		if (element != null) {
			elements.add(element);
		}
	}

	@Override
	public String toString() {
		return String.join(".", names());
	}

}
