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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.store.jpa.CredentialMappingException.Reason;
import jakarta.persistence.metamodel.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which entities and associations a path leads along. It looks at the kinds
 * only, and keeps what it found for each kind and parent kind.
 *
 * @author SSL Credentials contributors
 */
final class PathResolver {

	private final JpaEntities entities;

	private final Map<Link, PathStep> steps = new ConcurrentHashMap<>();

	PathResolver(JpaEntities entities) {
		this.entities = entities;
	}

	/**
	 * Return the steps from the path's last kind up to its first.
	 * @throws CredentialMappingException if the path cannot be followed
	 */
	List<PathStep> resolve(CredentialPath path) {
		checkCredential(path);
		List<PathStep> resolved = new ArrayList<>();
		CredentialPath child = path;
		while (child != null) {
			CredentialPath parent = child.parent();
			Link link = new Link(child.kind(), (parent != null) ? parent.kind() : null);
			resolved.add(this.steps.computeIfAbsent(link, (key) -> step(path, key)));
			child = parent;
		}
		return resolved;
	}

	private void checkCredential(CredentialPath path) {
		String kind = path.kind();
		if (this.entities.credentialKinds().contains(kind)) {
			return;
		}
		EntityType<?> entity = this.entities.find(kind);
		String known = "entities that implement CredentialEntity: " + quote(this.entities.credentialKinds());
		if (entity != null) {
			throw new CredentialMappingException(path, Reason.NOT_A_CREDENTIAL, kind, this.entities.credentialKinds(),
					"entity '%s' (%s) is abstract or does not implement CredentialEntity; %s".formatted(kind,
							entity.getJavaType().getName(), known));
		}
		throw new CredentialMappingException(path, Reason.NO_SUCH_ENTITY, kind, this.entities.credentialKinds(),
				"no entity is named '%s'%s; %s".formatted(kind, classHint(kind), known));
	}

	private PathStep step(CredentialPath path, Link link) {
		EntityType<?> entity = entity(path, link.kind());
		List<AttributePath> attributes = this.entities.attributes(entity);
		AttributePath parent = (link.parentKind() != null) ? parent(path, link.kind(), link.parentKind(), attributes)
				: null;
		List<AttributePath> idParts = attributes.stream().filter(AttributePath::isId).toList();
		return new PathStep(entity, this.entities.hasSubtypes(entity), id(path, entity, idParts, parent), parent);
	}

	private EntityType<?> entity(CredentialPath path, String kind) {
		EntityType<?> entity = this.entities.find(kind);
		if (entity == null) {
			throw new CredentialMappingException(path, Reason.NO_SUCH_PARENT_ENTITY, kind, this.entities.names(),
					"no entity is named '%s'%s; entities: %s".formatted(kind, classHint(kind),
							quote(this.entities.names())));
		}
		return entity;
	}

	private AttributePath parent(CredentialPath path, String kind, String parentKind, List<AttributePath> attributes) {
		List<AttributePath> candidates = ParentAssociation.candidates(attributes, entity(path, parentKind));
		if (candidates.size() == 1) {
			return candidates.get(0);
		}
		List<String> names = candidates.stream().map(AttributePath::toString).toList();
		if (!names.isEmpty()) {
			throw new CredentialMappingException(path, Reason.AMBIGUOUS_PARENT, kind, names,
					"entity '%s' has several associations with '%s': %s; mark the parent with @CredentialParent"
						.formatted(kind, parentKind, quote(names)));
		}
		throw new CredentialMappingException(path, Reason.NO_PARENT_ASSOCIATION, kind, associations(attributes),
				"entity '%s' has no to-one association with '%s' that is its parent; associations: %s".formatted(kind,
						parentKind, quote(associations(attributes))));
	}

	private AttributePath id(CredentialPath path, EntityType<?> entity, List<AttributePath> parts,
			@Nullable AttributePath parent) {
		List<AttributePath> own = parts;
		if (parent != null && parts.size() > 1) {
			boolean embedded = entity.hasSingleIdAttribute();
			own = parts.stream().filter((part) -> !ParentAssociation.covers(parent, part, embedded)).toList();
		}
		AttributePath id = (own.size() == 1) ? plain(own.get(0)) : null;
		if (id != null && EntityIds.supports(id.javaType())) {
			return id;
		}
		List<String> names = own.stream()
			.map((part) -> "%s of type %s".formatted(part, part.javaType().getName()))
			.toList();
		throw new CredentialMappingException(path, Reason.UNSUPPORTED_ID, entity.getName(), names,
				"the id of entity '%s' must be one String, Long, Integer, Short, BigInteger or UUID beside what belongs to the parent in the path, but is: %s"
					.formatted(entity.getName(), quote(names)));
	}

	/**
	 * Follow an association that is an id to the id of the entity it leads to.
	 */
	private @Nullable AttributePath plain(AttributePath id) {
		EntityType<?> target = id.target();
		if (target == null) {
			return id;
		}
		List<AttributePath> parts = this.entities.attributes(target).stream().filter(AttributePath::isId).toList();
		AttributePath part = (parts.size() == 1) ? plain(parts.get(0)) : null;
		return (part != null) ? id.to(part) : null;
	}

	private static List<String> associations(List<AttributePath> attributes) {
		return attributes.stream()
			.filter((attribute) -> attribute.target() != null)
			.map(AttributePath::toString)
			.toList();
	}

	private String classHint(String kind) {
		List<String> names = this.entities.namesOfClass(kind);
		return names.isEmpty() ? "" : ", but the entity of that class is named " + quote(names);
	}

	private static String quote(Collection<String> names) {
		return names.isEmpty() ? "none" : names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
	}

	private record Link(String kind, @Nullable String parentKind) {
	}

}
