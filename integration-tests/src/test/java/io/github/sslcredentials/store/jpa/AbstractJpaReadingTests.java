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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.store.jpa.Entities.Address;
import io.github.sslcredentials.store.jpa.Entities.Employee;
import io.github.sslcredentials.store.jpa.ReadingEntities.Cached;
import io.github.sslcredentials.store.jpa.ReadingEntities.Lazy;
import io.github.sslcredentials.store.jpa.ReadingEntities.Material;
import io.github.sslcredentials.store.jpa.ReadingEntities.Region;
import io.github.sslcredentials.store.jpa.ReadingEntities.RegionKey;
import io.github.sslcredentials.store.jpa.ReadingEntities.Restless;
import io.github.sslcredentials.store.jpa.ReadingEntities.Versioned;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import jakarta.persistence.PersistenceException;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for how rows are read: past caches, outside the caller's transaction, and
 * compared exactly.
 *
 * @author SSL Credentials contributors
 */
abstract class AbstractJpaReadingTests extends AbstractJpaTests {

	AbstractJpaReadingTests(TestDatabase kind) {
		super(kind);
	}

	@BeforeAll
	void ignoreCase() {
		if (this.database.postgres()) {
			this.jdbc.execute("ALTER TABLE loose DROP CONSTRAINT loose_pkey");
			this.jdbc.execute("CREATE EXTENSION citext");
			this.jdbc.execute("ALTER TABLE loose ALTER COLUMN id TYPE citext");
			this.jdbc.execute("ALTER TABLE region ALTER COLUMN id TYPE citext");
			this.jdbc.execute("ALTER TABLE regionkey ALTER COLUMN region_id TYPE citext");
		}
		else {
			this.jdbc.execute("ALTER TABLE loose DROP PRIMARY KEY");
			this.jdbc.execute("ALTER TABLE loose ALTER COLUMN id VARCHAR_IGNORECASE(255)");
			this.jdbc.execute("ALTER TABLE region ALTER COLUMN id VARCHAR_IGNORECASE(255)");
			this.jdbc.execute("ALTER TABLE regionkey ALTER COLUMN region_id VARCHAR_IGNORECASE(255)");
		}
	}

	@Test
	void findWhenDatabaseIgnoresCaseComparesByCase() {
		store(new Region("asalieri").storing("region"));
		assertThat(this.jdbc.queryForObject("SELECT count(*) FROM region WHERE id = CAST('ASALIERI' AS "
				+ (this.database.postgres() ? "citext)" : "VARCHAR_IGNORECASE)"), Integer.class))
			.isOne();
		assertKey("Region/asalieri").endsWith(" of region");
		assertNothing("Region/ASALIERI", "Region/Asalieri", "Region/asalieri%20");
	}

	@Test
	void findWhenDatabaseIgnoresCaseOfAncestorComparesByCase() {
		Region region = new Region("asalieri");
		store(region, new RegionKey(1, region).storing("key"));
		assertKey("Region/asalieri/RegionKey/1").endsWith(" of key");
		assertNothing("Region/ASALIERI/RegionKey/1");
	}

	@Test
	void findWhenRowsDifferByCaseReturnsTheRightOne() {
		this.jdbc.update("INSERT INTO loose (id, keystr) VALUES ('acme', 'of acme'), ('ACME', 'of ACME')");
		assertKey("Loose/acme").isEqualTo("of acme");
		assertKey("Loose/ACME").isEqualTo("of ACME");
		assertNothing("Loose/Acme");
	}

	@Test
	void findWhenSeveralRowsMatchThrowsException() {
		this.jdbc.update("INSERT INTO loose (id, keystr) VALUES ('acme', 'one'), ('acme', 'two')");
		assertThatExceptionOfType(NonUniqueResultException.class).isThrownBy(() -> find("Loose/acme"))
			.withMessage("Credential path 'Loose/acme' leads to 2 rows, of which none is taken");
		assertNothing("Loose/ACME");
	}

	@Test
	void versionsWhenOneRowCannotBeReadHaveTheOthers() {
		this.jdbc
			.update("INSERT INTO loose (id, keystr) VALUES ('v1', 'one'), ('v2', 'a'), ('v2', 'b'), ('v3', 'two')");
		List<CredentialPath> paths = Stream.of("v1", "v2", "v3", "v4", "V1")
			.map((id) -> CredentialPath.of("Loose", id))
			.toList();
		Map<CredentialPath, CredentialVersion> versions = this.repository.versions(paths);
		assertThat(versions).containsOnlyKeys(paths.subList(0, 3));
		assertThat(versions.get(paths.get(0)).version()).isEqualTo(find("Loose/v1").version());
		assertThat(versions.get(paths.get(1))).isEqualTo(CredentialVersion.of("unreadable"));
		assertThat(versions.get(paths.get(2)).version()).isEqualTo(find("Loose/v3").version());
		assertThat(this.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void versionsAreReadInOneTransaction() {
		store(new Cached(1).storing("it"), new Cached(2).storing("other"));
		List<CredentialPath> paths = Stream.of(1, 2, 3).map((id) -> CredentialPath.of("Cached", id)).toList();
		Statistics statistics = this.factory.unwrap(SessionFactory.class).getStatistics();
		statistics.clear();
		assertThat(this.repository.versions(paths)).containsOnlyKeys(paths.subList(0, 2));
		assertThat(statistics.getTransactionCount()).isOne();
		assertThat(statistics.getSessionOpenCount()).isOne();
	}

	@Test
	void versionsWhenTableIsMissingThrowException() {
		List<CredentialPath> paths = List.of(CredentialPath.parse("Cached/1"), CredentialPath.parse("Restless/1"));
		this.jdbc.execute("ALTER TABLE restless RENAME TO gone");
		try {
			assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> this.repository.versions(paths));
		}
		finally {
			this.jdbc.execute("ALTER TABLE gone RENAME TO restless");
		}
	}

	@Test
	void findWhenDatabaseIsSlowGivesUpAndReturnsConnection() throws SQLException {
		assumeThat(this.database.postgres()).as("a SELECT waits for a lock").isTrue();
		store(new Cached(1).storing("it"));
		JpaCredentialRepository impatient = new JpaCredentialRepository(() -> this.factory, Duration.ofMillis(1));
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			connection.createStatement().execute("LOCK TABLE cached IN ACCESS EXCLUSIVE MODE");
			assertThatExceptionOfType(PersistenceException.class)
				.isThrownBy(() -> impatient.find(CredentialPath.parse("Cached/1")))
				.withMessageContaining("canceling statement due to user request");
			connection.rollback();
		}
		assertThat(impatient.find(CredentialPath.parse("Cached/1"))).isNotNull();
		assertThat(this.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void findWhenTableIsMissingThrowsException() {
		this.jdbc.execute("ALTER TABLE restless RENAME TO gone");
		try {
			assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> find("Restless/1"));
		}
		finally {
			this.jdbc.execute("ALTER TABLE gone RENAME TO restless");
		}
		assertNothing("Restless/1");
	}

	@Test
	void findWhenForeignKeyHasAnotherCaseComparesPrimaryKey() {
		Region region = new Region("asalieri");
		store(region, new RegionKey(1, region).storing("key"));
		this.jdbc.update("UPDATE regionkey SET region_id = 'ASALIERI'");
		assertKey("Region/asalieri/RegionKey/1").endsWith(" of key");
		assertNothing("Region/ASALIERI/RegionKey/1");
	}

	@Test
	void findWhenRowIsInSecondLevelCacheReadsDatabase() {
		store(new Cached(1).storing("old"));
		assertThat(this.factory.getCache().contains(Cached.class, 1L)).isTrue();
		this.jdbc.update("UPDATE cached SET keystr = 'new'");
		assertThat(loadCached().privateKeyPem()).endsWith(" of old");
		assertKey("Cached/1").isEqualTo("new");
		assertThat(loadCached().privateKeyPem()).endsWith(" of old");
	}

	@Test
	void findWhenAssociatedRowIsInSecondLevelCacheReadsDatabase() {
		store(new Lazy(new Material(1, "old")));
		assertThat(this.factory.getCache().contains(Material.class, 1L)).isTrue();
		this.jdbc.update("UPDATE material SET text = 'new'");
		assertKey("Lazy/1").isEqualTo("new");
	}

	@Test
	void findWhenCalledLeavesCachesAlone() {
		store(new Cached(1).storing("it"));
		this.factory.getCache().evictAll();
		Statistics statistics = this.factory.unwrap(SessionFactory.class).getStatistics();
		statistics.clear();
		assertKey("Cached/1").endsWith(" of it");
		assertThat(statistics.getSecondLevelCachePutCount()).isZero();
		assertThat(statistics.getQueryCachePutCount()).isZero();
		assertThat(this.factory.getCache().contains(Cached.class, 1L)).isFalse();
	}

	@Test
	void findWhenPathIsLongSendsOneQuery() {
		Employee employee = new Employee("asalieri");
		store(employee, new Address(1, employee).storing("one"));
		Statistics statistics = this.factory.unwrap(SessionFactory.class).getStatistics();
		statistics.clear();
		assertKey("Employee/asalieri/Address/1").endsWith(" of one");
		assertThat(statistics.getPrepareStatementCount()).isOne();
	}

	@Test
	void findWhenIdCannotMatchSendsNoQuery() {
		Statistics statistics = this.factory.unwrap(SessionFactory.class).getStatistics();
		statistics.clear();
		assertNothing("Employee/asalieri/Address/01", "Nothing/1", "Merchant/1/Address/1");
		assertThat(statistics.getPrepareStatementCount()).isZero();
		assertThat(statistics.getSessionOpenCount()).isZero();
	}

	@Test
	void findWhenCallerHasUncommittedChangeReadsCommitted() {
		store(new Cached(1).storing("old"));
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("UPDATE cached SET keystr = 'uncommitted'");
			assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
			assertKey("Cached/1").endsWith(" of old");
		});
		assertKey("Cached/1").isEqualTo("uncommitted");
	}

	@Test
	void findWhenCallerHasManagedEntityReadsCommitted() {
		store(new Cached(1).storing("old"));
		this.transaction.executeWithoutResult((status) -> {
			EntityManager entityManager = SharedEntityManagerCreator.createSharedEntityManager(this.factory);
			entityManager.find(Cached.class, 1L).storing("new");
			entityManager.persist(new Cached(2).storing("two"));
			assertKey("Cached/1").endsWith(" of old");
			assertNothing("Cached/2");
			assertThat(entityManager.isJoinedToTransaction()).isTrue();
		});
		assertKey("Cached/1").endsWith(" of new");
		assertKey("Cached/2").endsWith(" of two");
	}

	@Test
	void findWhenEntityChangesItselfWritesNothing() {
		store(new Restless(1).storing("it"));
		assertThat(find("Restless/1").certificateChainPem()).isEqualTo("-----CHANGED");
		assertThat(this.jdbc.queryForObject("SELECT cert FROM restless", String.class)).endsWith(" of it");
	}

	@Test
	void findWhenEntityIsLazyReadsWithinSession() {
		store(new Lazy(new Material(1, "-----FAKE KEY")));
		CredentialRecord record = find("Lazy/1");
		assertThat(record.privateKeyPem()).containsExactly("-----FAKE KEY".toCharArray());
		assertThat(record.certificateChainPem()).isEmpty();
		assertThat(record.trustAnchorsPem()).isEqualTo("-----FAKE ANCHORS");
		assertThat(record.privateKeyPassword()).containsExactly("fake password".toCharArray());
	}

	@Test
	void findWhenTextIsNullReturnsEmptyText() {
		store(new Cached(1));
		assertKey("Cached/1").isEmpty();
		assertThat(find("Cached/1").certificateChainPem()).isEmpty();
		assertThat(find("Cached/1").trustAnchorsPem()).isNull();
		assertThat(find("Cached/1").privateKeyPassword()).isNull();
	}

	@Test
	void findWhenEntityIsVersionedReturnsItsVersionAndDigest() {
		store(new Versioned(1).storing("it"));
		String first = find("Versioned/1").version();
		assertThat(first).matches("0-[0-9a-f]{16}");
		this.jdbc.update("UPDATE versioned SET version = 7");
		assertThat(find("Versioned/1").version()).isEqualTo(first.replace("0-", "7-"));
	}

	@Test
	void findWhenVersionStaysBehindContentReturnsAnotherVersion() {
		store(new Versioned(1).storing("it"), new Cached(1).storing("it"));
		String versioned = find("Versioned/1").version();
		String unversioned = find("Cached/1").version();
		this.jdbc.update("UPDATE versioned SET keystr = 'by hand'");
		this.jdbc.update("UPDATE cached SET keystr = 'by hand'");
		assertThat(find("Versioned/1").version()).startsWith("0-").isNotEqualTo(versioned);
		assertThat(find("Cached/1").version()).isNotEqualTo(unversioned);
	}

	@Test
	void findWhenCalledManyTimesReturnsConnections() {
		store(new Cached(1).storing("it"));
		for (int i = 0; i < 3 * this.dataSource.getMaximumPoolSize(); i++) {
			assertKey("Cached/1").endsWith(" of it");
			assertNothing("Cached/2", "Cached/x");
		}
		assertThat(this.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void findWhenSpringDataRepositoryExtendsOursReturnsRecord() {
		Employee employee = new Employee("asalieri");
		store(employee, new Address(1, employee).storing("one"));
		CredentialRepository repository = new JpaRepositoryFactory(
				SharedEntityManagerCreator.createSharedEntityManager(this.factory))
			.getRepository(AddressRepository.class);
		CredentialRecord record = repository.find(CredentialPath.of("Employee", "asalieri", "Address", 1));
		assertThat(record.certificateChainPem()).endsWith(" of one");
		assertThat(repository.find(CredentialPath.of("Employee", "wamozart", "Address", 1))).isNull();
	}

	private Cached loadCached() {
		try (EntityManager entityManager = this.factory.createEntityManager()) {
			return entityManager.find(Cached.class, 1L);
		}
	}

}
