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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.store.jpa.CredentialMappingException.Reason;
import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.NonUniqueResultException;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SynchronizationType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds credentials in the application's own JPA entities.
 * <p>
 * A kind is the JPA entity name of the actual type of a row: a {@code Manager} that
 * extends {@code Employee} is not found as {@code Employee}. An entity whose name is a
 * path's last kind implements {@link CredentialEntity}; its ancestors need not.
 * {@code Employee/asalieri/Address/1} is the {@code Address} with the id 1 whose parent
 * association leads to the {@code Employee} with the id {@code asalieri}. That
 * association is the one marked with
 * {@link io.github.sslcredentials.CredentialParent @CredentialParent}, else the one in
 * the id ({@code @MapsId}, or an {@code @Id} association), else the only to-one
 * association with the parent's type. A path states the ancestors that it states:
 * {@code Address/1} finds that address whatever its parent is, if 1 is its whole id.
 * <p>
 * Ids are strings, longs, integers, shorts, big integers or UUIDs, and are compared
 * exactly, by case, whatever the database thinks: an id in a padded {@code CHAR} column
 * has its blanks. Of an embedded id or id class, one such attribute must remain beside
 * what belongs to the parent.
 * <p>
 * Each read has an entity manager and a transaction of its own, which is rolled back, and
 * bypasses the second-level and query caches. In a JTA persistence unit no transaction is
 * begun, so that callers must not be in one. Instances may be used by several threads at
 * once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 * @see CredentialEntity
 */
public final class JpaCredentialRepository implements CredentialRepository {

	private static final int MILLIS_PER_SECOND = 1000;

	private static final int MAX_SECONDS = Integer.MAX_VALUE / MILLIS_PER_SECOND - 1;

	private final Supplier<EntityManagerFactory> entityManagerFactory;

	private final SingletonSupplier<JpaEntities> entities;

	private final SingletonSupplier<PathResolver> resolver;

	private final int timeout;

	/**
	 * Create a repository.
	 * @param entityManagerFactory supplies the factory, which is touched by the first use
	 * of this repository and not before; it must be the same one each time
	 * @param timeout how long a query may take, rounded up to full seconds, in which JDBC
	 * counts
	 * @throws IllegalArgumentException if the timeout is not positive
	 */
	public JpaCredentialRepository(Supplier<EntityManagerFactory> entityManagerFactory, Duration timeout) {
		Assert.isTrue(!timeout.isNegative() && !timeout.isZero(),
				() -> "'timeout' must be positive, but is " + timeout);
		this.entityManagerFactory = entityManagerFactory;
		this.entities = SingletonSupplier.of(() -> new JpaEntities(entityManagerFactory.get().getMetamodel()));
		this.resolver = SingletonSupplier.of(() -> new PathResolver(this.entities.obtain()));
		this.timeout = milliseconds(timeout);
	}

	/**
	 * Find the entity under the given path.
	 * @param path the path
	 * @return its key and certificate, or {@code null} if there is no such row or
	 * credential entity, or if the entities are not associated as in the path
	 * @throws CredentialMappingException if it cannot be told which association leads to
	 * the parent, or if an id cannot be written as one text
	 */
	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		PathQuery query = query(path);
		return (query != null) ? read((entityManager) -> find(entityManager, path, query)) : null;
	}

	/**
	 * Return the versions of the entities under the given paths, in one transaction: what
	 * {@link #find} would return is read for each, whose content is part of its version.
	 * A row that cannot be read has a version as well, and the others have theirs.
	 * @param paths the paths
	 * @return the versions, by their paths
	 */
	@Override
	public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		Set<String> kinds = kinds();
		Map<CredentialPath, CredentialVersion> versions = new HashMap<>();
		Deque<CredentialPath> remaining = new ArrayDeque<>();
		paths.stream().filter((path) -> kinds.contains(path.kind())).forEach(remaining::add);
		while (!remaining.isEmpty()) {
			read((entityManager) -> addVersions(entityManager, remaining, versions));
		}
		return versions;
	}

	/**
	 * After a failure nothing else can be read with the same entity manager.
	 */
	private @Nullable Void addVersions(EntityManager entityManager, Deque<CredentialPath> remaining,
			Map<CredentialPath, CredentialVersion> versions) {
		while (!remaining.isEmpty()) {
			CredentialPath path = remaining.remove();
			try {
				PathQuery query = query(path);
				CredentialRecord record = (query != null) ? find(entityManager, path, query) : null;
				if (record != null) {
					versions.put(path, CredentialVersion.of(record.version()));
				}
				entityManager.clear();
			}
			catch (RuntimeException ex) {
				if (UnreadableRow.isStoreFailure(ex)) {
					throw ex;
				}
				versions.put(path, UnreadableRow.version(path, ex));
				return null;
			}
		}
		return null;
	}

	private @Nullable PathQuery query(CredentialPath path) {
		List<PathStep> steps = steps(path);
		return (steps != null) ? PathQuery.of(path, steps) : null;
	}

	/**
	 * Check that the entities are mapped in a way that the given path can be followed.
	 * Only its kinds are looked at, and nothing is read from the database.
	 * @param path a path, with any ids
	 * @throws CredentialMappingException if it cannot be followed
	 */
	public void check(CredentialPath path) {
		this.resolver.obtain().resolve(path);
	}

	/**
	 * Return the names of the entities that can be credentials: those that implement
	 * {@link CredentialEntity} and are not abstract.
	 * @return the entity names, in alphabetical order
	 */
	public Set<String> kinds() {
		return this.entities.obtain().credentialKinds();
	}

	private @Nullable List<PathStep> steps(CredentialPath path) {
		if (!kinds().contains(path.kind())) {
			return null;
		}
		try {
			return this.resolver.obtain().resolve(path);
		}
		catch (CredentialMappingException ex) {
			if (ex.reason() == Reason.AMBIGUOUS_PARENT || ex.reason() == Reason.UNSUPPORTED_ID) {
				throw ex;
			}
			return null;
		}
	}

	private <T> @Nullable T read(Function<EntityManager, @Nullable T> action) {
		EntityManagerFactory factory = this.entityManagerFactory.get();
		if (factory.getTransactionType() == PersistenceUnitTransactionType.JTA) {
			try (EntityManager entityManager = factory.createEntityManager(SynchronizationType.UNSYNCHRONIZED)) {
				return action.apply(entityManager);
			}
		}
		try (EntityManager entityManager = factory.createEntityManager()) {
			EntityTransaction transaction = entityManager.getTransaction();
			transaction.begin();
			try {
				return action.apply(entityManager);
			}
			finally {
				// what an entity's callback may have changed is never written
				transaction.rollback();
			}
		}
	}

	private @Nullable CredentialRecord find(EntityManager entityManager, CredentialPath path, PathQuery query) {
		entityManager.setFlushMode(FlushModeType.COMMIT);
		entityManager.setCacheRetrieveMode(CacheRetrieveMode.BYPASS);
		entityManager.setCacheStoreMode(CacheStoreMode.BYPASS);
		TypedQuery<Tuple> typedQuery = query.create(entityManager);
		typedQuery.setHint("jakarta.persistence.query.timeout", this.timeout);
		typedQuery.setHint("org.hibernate.cacheable", false);
		typedQuery.setHint("org.hibernate.readOnly", true);
		List<Tuple> rows = typedQuery.getResultList().stream().filter(query::isExact).toList();
		if (rows.size() > 1) {
			throw new NonUniqueResultException(
					"Credential path '%s' leads to %d rows, of which none is taken".formatted(path, rows.size()));
		}
		return rows.isEmpty() ? null : record(entityManager, rows.get(0).get(0, CredentialEntity.class));
	}

	private static CredentialRecord record(EntityManager entityManager, CredentialEntity entity) {
		CredentialRecord record = CredentialRecord
			.pem(orEmpty(entity.privateKeyPem()), orEmpty(entity.certificateChainPem()))
			.withTrustAnchors(entity.trustAnchorsPem());
		String password = entity.privateKeyPassword();
		if (password != null) {
			record = record.withPrivateKeyPassword(password.toCharArray());
		}
		Object version = entityManager.getEntityManagerFactory().getPersistenceUnitUtil().getVersion(entity);
		return (version != null) ? record.withVersion(version + "-" + record.version()) : record;
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

	private static int milliseconds(Duration timeout) {
		long seconds = timeout.toSeconds() + ((timeout.toNanosPart() > 0) ? 1 : 0);
		return (int) Math.min(seconds, MAX_SECONDS) * MILLIS_PER_SECOND;
	}

}
