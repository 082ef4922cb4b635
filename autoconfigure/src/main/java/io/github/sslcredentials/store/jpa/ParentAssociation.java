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

import java.util.List;
import java.util.function.Predicate;

import io.github.sslcredentials.CredentialParent;
import jakarta.persistence.MapsId;
import jakarta.persistence.metamodel.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * The association of an entity that leads to its parent: the one that is marked, else the
 * one in the id, else the only one of the parent's type.
 *
 * @author SSL Credentials contributors
 */
final class ParentAssociation {

	private ParentAssociation() {
	}

	/**
	 * Return the associations that may be meant: exactly one if all is well.
	 */
	static List<AttributePath> candidates(List<AttributePath> attributes, EntityType<?> parent) {
		List<AttributePath> fitting = filter(attributes, (attribute) -> leadsTo(attribute.target(), parent));
		if (attributes.stream().anyMatch(ParentAssociation::isMarked)) {
			return filter(fitting, ParentAssociation::isMarked);
		}
		List<AttributePath> inId = filter(fitting, ParentAssociation::isInId);
		return inId.isEmpty() ? fitting : inId;
	}

	/**
	 * Return whether a part of the entity's id is the parent's.
	 */
	static boolean covers(AttributePath association, AttributePath idPart, boolean embedded) {
		MapsId mapsId = association.annotation(MapsId.class);
		if (mapsId == null) {
			return association == idPart;
		}
		List<String> names = idPart.names();
		return mapsId.value().isEmpty() || names.get((embedded && names.size() > 1) ? 1 : 0).equals(mapsId.value());
	}

	private static boolean leadsTo(@Nullable EntityType<?> target, EntityType<?> parent) {
		return target != null && target.getJavaType().isAssignableFrom(parent.getJavaType());
	}

	private static boolean isMarked(AttributePath attribute) {
		return attribute.annotation(CredentialParent.class) != null;
	}

	private static boolean isInId(AttributePath attribute) {
		return attribute.isId() || attribute.annotation(MapsId.class) != null;
	}

	private static List<AttributePath> filter(List<AttributePath> attributes, Predicate<AttributePath> predicate) {
		return attributes.stream().filter(predicate).toList();
	}

}
