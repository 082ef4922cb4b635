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

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.metamodel.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * What the metamodel says about a kind and its parent in a path.
 *
 * @param entity the entity of the kind
 * @param subtypes whether the entity has subtypes, whose rows are of another kind
 * @param id the attribute that is the kind's id within its parent
 * @param parent the association that leads to the parent, or {@code null} without one
 * @author SSL Credentials contributors
 */
record PathStep(EntityType<?> entity, boolean subtypes, AttributePath id, @Nullable AttributePath parent) {

	/**
	 * Join the parent, as an entity of the given type. Where the association is declared
	 * with a type variable, that type is joined by itself.
	 */
	From<?, ?> joinParent(CriteriaBuilder builder, From<?, ?> from, EntityType<?> parentEntity) {
		if (this.parent == null) {
			throw new IllegalStateException("Kind '%s' has no parent".formatted(this.entity.getName()));
		}
		if (this.parent.isDeclaredAs(parentEntity)) {
			return this.parent.join(from);
		}
		if (this.parent.isDeclaredAsEntity()) {
			return treat(builder, this.parent.join(from), parentEntity.getJavaType());
		}
		Join<?, ?> join = from.join(parentEntity);
		return join.on(builder.equal(this.parent.get(from), join));
	}

	@SuppressWarnings("unchecked") // of a type that the association may lead to
	private static <T> From<?, ?> treat(CriteriaBuilder builder, Join<?, ?> join, Class<T> type) {
		return builder.treat((Join<Object, Object>) join, (Class<Object>) type);
	}

}
