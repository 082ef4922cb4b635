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

package io.github.sslcredentials.store.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the shipped table says of the versions in force, and of their order.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractVersionsTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final CredentialRecord RECORD = CA.issueClient("asalieri").record();

	private final TestDatabase kind;

	private CredentialTables tables;

	private JdbcCredentialStore store;

	AbstractVersionsTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.tables = CredentialTables.create(this.kind);
		this.store = this.tables.store();
	}

	@AfterAll
	void stop() {
		if (this.tables != null) {
			this.tables.close();
		}
	}

	@Test
	void versionsWhenStoredAreThoseOfRecords() {
		CredentialPath path = path("stored");
		this.store.store(path, RECORD);
		assertThat(version(path).order()).isEqualTo(new CredentialOrder(epoch(), 1));
		this.store.store(path, RECORD);
		CredentialRecord found = this.tables.repository().find(path);
		assertThat(version(path)).isEqualTo(CredentialVersion.of("2").withOrder(found.order()));
		assertThat(found.order()).isEqualTo(new CredentialOrder(epoch(), 3));
	}

	@Test
	void versionsWhenPathIsNotKnownHaveNone() {
		assertThat(version(path("nobody"))).isNull();
	}

	@Test
	void versionsWhenRevokedSaySo() {
		CredentialPath path = path("revoked");
		this.store.store(path, RECORD);
		this.store.revoke(path, "1");
		assertThat(version(path)).isEqualTo(CredentialVersion.revoked("1").withOrder(new CredentialOrder(epoch(), 2)));
	}

	@Test
	void versionsWhenActiveIsDeletedByHandAndOlderIsRevokedHaveHigherOrder() {
		CredentialPath path = path("older");
		this.store.store(path, RECORD);
		this.store.revoke(path, "1");
		this.store.store(path, RECORD);
		long before = sequence(version(path));
		update("delete from ssl_credential where path = ? and version = 2", path);
		assertThat(version(path))
			.isEqualTo(CredentialVersion.revoked("1").withOrder(new CredentialOrder(epoch(), before + 1)));
	}

	@Test
	void versionsWhenRetiredByHandAreSurelyNone() {
		CredentialPath path = path("retired");
		this.store.store(path, RECORD);
		update("update ssl_credential set state = 'retired' where path = ?", path);
		assertThat(version(path)).isEqualTo(CredentialVersion.none(new CredentialOrder(epoch(), 2)));
	}

	@Test
	void versionsWhenDeletedAreSurelyNone() {
		CredentialPath path = path("deleted");
		this.store.store(path, RECORD);
		this.store.delete(path);
		assertThat(version(path)).isEqualTo(CredentialVersion.none(new CredentialOrder(epoch(), 2)));
	}

	@Test
	void versionsWhenDeletedByHandAreSurelyNone() {
		CredentialPath path = path("by hand");
		this.store.store(path, RECORD);
		update("delete from ssl_credential where path = ?", path);
		assertThat(version(path)).isEqualTo(CredentialVersion.none(new CredentialOrder(epoch(), 2)));
		this.store.store(path, RECORD);
		assertThat(version(path)).isEqualTo(CredentialVersion.of("2").withOrder(new CredentialOrder(epoch(), 3)));
	}

	@Test
	void versionsWhenNoActiveIsDeletedKeepOrder() {
		CredentialPath path = path("kept");
		this.store.store(path, RECORD);
		this.store.store(path, RECORD);
		CredentialVersion before = version(path);
		update("delete from ssl_credential where path = ? and version = 1", path);
		assertThat(version(path)).isEqualTo(before);
		assertThat(pathSequence(path)).isEqualTo(sequence(before) + 1);
	}

	@Test
	void versionsWhenTruncatedHaveNoneOfWhatWasInForce() {
		try (CredentialTables truncated = CredentialTables.create(this.kind)) {
			CredentialPath active = path("active");
			CredentialPath deleted = path("deleted");
			List<CredentialPath> paths = List.of(active, deleted);
			truncated.store().store(active, RECORD);
			truncated.store().store(active, RECORD);
			truncated.store().revoke(active, "1");
			truncated.store().store(deleted, RECORD);
			truncated.store().delete(deleted);
			Map<CredentialPath, CredentialVersion> before = truncated.repository().versions(paths);
			truncated.jdbc.execute("truncate table ssl_credential");
			assertThat(truncated.jdbc.queryForObject("select sequence from ssl_credential_path where path = ?",
					Long.class, active.toString()))
				.isEqualTo(4);
			assertThat(before).containsOnlyKeys(active, deleted);
			assertThat(truncated.repository().versions(paths)).isEqualTo(Map.of(deleted, before.get(deleted)));
			truncated.jdbc.update("update ssl_credential_path set sequence = sequence + 1, active_version = null");
			assertThat(truncated.repository().versions(List.of(active)).get(active))
				.isEqualTo(CredentialVersion.none(new CredentialOrder(before.get(active).order().epoch(), 5)));
		}
	}

	@Test
	void versionsWhenRowBearsOtherPathLeaveItToReading() {
		CredentialPath path = path("tampered");
		this.store.store(path, RECORD);
		CredentialVersion before = version(path);
		update("update ssl_credential set path = 'Merchant/other' where path = ?", path);
		assertThat(version(path)).isEqualTo(before);
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> this.tables.repository().find(path))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.BROKEN_SEAL));
	}

	@Test
	void versionsWhenOnlyPendingAreSurelyNone() {
		CredentialPath path = path("pending");
		this.store.store(path, RECORD);
		update("update ssl_credential set state = 'pending' where path = ?", path);
		assertThat(version(path)).isEqualTo(CredentialVersion.none(new CredentialOrder(epoch(), 2)));
	}

	@Test
	void versionsAreReadByOneStatement() {
		List<CredentialPath> paths = IntStream.range(0, 500).mapToObj((i) -> path("many" + i)).toList();
		for (int i = 0; i < 500; i += 100) {
			this.store.store(paths.get(i), RECORD);
		}
		CountingDataSource counting = new CountingDataSource(this.tables.dataSource);
		JdbcCredentialRepository repository = new JdbcCredentialRepository(counting, null, CredentialTables.TIMEOUT);
		assertThat(repository.versions(paths)).hasSize(5);
		counting.statements.clear();
		assertThat(repository.versions(paths)).hasSize(5);
		assertThat(counting.statements).hasSize(2);
		assertThat(counting.statements.get(0)).contains("from ssl_credential_epoch");
		assertThat(counting.statements.get(1)).contains("from ssl_credential_path p left join ssl_credential c");
	}

	@Test
	void versionsOfOneToManyPathsAreAllThere() {
		List<CredentialPath> paths = IntStream.range(0, 9).mapToObj((i) -> path("few" + i)).toList();
		paths.forEach((path) -> this.store.store(path, RECORD));
		for (int size = 0; size <= paths.size(); size++) {
			assertThat(this.tables.repository().versions(paths.subList(0, size)))
				.containsOnlyKeys(paths.subList(0, size));
		}
		List<CredentialPath> more = IntStream.range(0, 1100).mapToObj((i) -> path("few" + i)).toList();
		assertThat(this.tables.repository().versions(more)).containsOnlyKeys(paths);
	}

	@Test
	void sequenceHasOrderOfCommits() throws Exception {
		CredentialPath path = path("order");
		this.store.store(path, RECORD);
		this.store.store(path, RECORD);
		CountDownLatch changed = new CountDownLatch(1);
		CountDownLatch mayCommit = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Future<Integer> first = threads.submit(() -> transaction().execute((status) -> {
				int rows = update("delete from ssl_credential where path = ? and version = 1", path);
				changed.countDown();
				await(mayCommit);
				return rows;
			}));
			await(changed);
			Future<Integer> second = threads.submit(
					() -> update("update ssl_credential set state = 'revoked' where path = ? and version = 2", path));
			assertThat(pathSequence(path)).as("not committed").isEqualTo(3);
			mayCommit.countDown();
			assertThat(first.get()).isEqualTo(1);
			assertThat(second.get()).isEqualTo(1);
			assertThat(version(path))
				.isEqualTo(CredentialVersion.revoked("2").withOrder(new CredentialOrder(epoch(), 5)));
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void epochWhenRenewedIsTakenUpByVersions() {
		try (CredentialTables renewed = CredentialTables.create(this.kind)) {
			CredentialPath path = path("renewed");
			renewed.store().store(path, RECORD);
			JdbcCredentialRepository repository = renewed.repository();
			CredentialOrder before = repository.find(path).order();
			renewed.jdbc.update("update ssl_credential_epoch set epoch = ?", "later");
			assertThat(repository.find(path).order()).isEqualTo(before);
			CredentialOrder after = repository.versions(List.of(path)).get(path).order();
			assertThat(after.epoch()).matches("later(:[0-9A-F]{8})?");
			assertThat(after.isComparableTo(before)).isFalse();
			assertThat(repository.find(path).order()).isEqualTo(after);
		}
	}

	@Test
	void epochHasTimelineOnPostgresOnly() {
		assertThat(epoch()).matches("[0-9a-f-]{36}" + (this.tables.database.postgres() ? ":00000001" : ""));
	}

	private String epoch() {
		CredentialPath path = path("epoch");
		this.store.store(path, RECORD);
		return this.tables.repository().find(path).order().epoch();
	}

	private CredentialVersion version(CredentialPath path) {
		return this.tables.repository().versions(List.of(path)).get(path);
	}

	private static long sequence(CredentialVersion version) {
		return version.order().sequence();
	}

	private long pathSequence(CredentialPath path) {
		return this.tables.jdbc.queryForObject("select sequence from ssl_credential_path where path = ?", Long.class,
				path.toString());
	}

	private int update(String statement, CredentialPath path) {
		return this.tables.jdbc.update(statement, path.toString());
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.tables.dataSource));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CredentialPath path(String id) {
		return CredentialPath.of("Merchant", id, "Certificate", 1);
	}

}
