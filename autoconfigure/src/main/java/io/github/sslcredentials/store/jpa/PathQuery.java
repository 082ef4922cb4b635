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

import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.CredentialPath;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Selection;
import org.jspecify.annotations.Nullable;

/**
 * The one query that finds the entity under a path, with all its ancestors joined.
 *
 * @author SSL Credentials contributors
 */
final class PathQuery {

	private final List<PathStep> steps;

	private final List<String> texts;

	private final List<Object> ids;

	private PathQuery(List<PathStep> steps, List<String> texts, List<Object> ids) {
		this.steps = steps;
		this.texts = texts;
		this.ids = ids;
	}

	/**
	 * Return the query for a path, or {@code null} if an id of the path can be no id of
	 * its entity, so that nothing can be found.
	 */
	static @Nullable PathQuery of(CredentialPath path, List<PathStep> steps) {
		List<String> texts = new ArrayList<>();
		List<Object> ids = new ArrayList<>();
		CredentialPath pair = path;
		for (PathStep step : steps) {
			if (pair == null) {
				throw new IllegalArgumentException("Path '%s' has fewer pairs than steps".formatted(path));
			}
			Object id = EntityIds.convert(pair.id(), step.id().javaType());
			if (id == null) {
				return null;
			}
			texts.add(pair.id());
			ids.add(id);
			pair = pair.parent();
		}
		return new PathQuery(steps, texts, ids);
	}

	TypedQuery<Tuple> create(EntityManager entityManager) {
		CriteriaBuilder builder = entityManager.getCriteriaBuilder();
		CriteriaQuery<Tuple> query = builder.createTupleQuery();
		List<Selection<?>> selections = new ArrayList<>();
		List<Predicate> predicates = new ArrayList<>();
		From<?, ?> from = query.from(this.steps.get(0).entity());
		selections.add(from);
		for (int i = 0; i < this.steps.size(); i++) {
			PathStep step = this.steps.get(i);
			from = (i > 0) ? this.steps.get(i - 1).joinParent(builder, from, step.entity()) : from;
			Path<?> id = step.id().get(from);
			selections.add(id);
			predicates.add(builder.equal(id, this.ids.get(i)));
			if (step.subtypes()) {
				predicates.add(builder.equal(from.type(), builder.literal(step.entity().getJavaType())));
			}
		}
		return entityManager.createQuery(query.select(builder.tuple(selections)).where(predicates));
	}

	/**
	 * Return whether the ids of a row are those of the path. The database may have
	 * compared them without regard to case, accents or trailing blanks.
	 */
	boolean isExact(Tuple row) {
		for (int i = 0; i < this.texts.size(); i++) {
			if (!this.texts.get(i).equals(String.valueOf(row.get(i + 1)))) {
				return false;
			}
		}
		return true;
	}

}
