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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.store.jdbc.CredentialNotifications.State;
import io.github.sslcredentials.test.DevelopmentCa;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CredentialNotifications} on PostgreSQL.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CredentialNotificationsTests {

	private static final CredentialRecord RECORD = DevelopmentCa.create().issueClient("asalieri").record();

	private static final String LISTENER = "listener";

	private static final List<CredentialPath> PATHS = IntStream.range(0, 50)
		.mapToObj((i) -> CredentialPath.of("Merchant", "many" + i, "Certificate", 1))
		.toList();

	private static final CredentialPath PATH = PATHS.get(0);

	private static final CredentialPath LAST = PATHS.get(49);

	private static CredentialTables tables;

	private final NotificationLog log = new NotificationLog(PATHS);

	private CredentialNotifications notifications;

	@BeforeAll
	static void create() {
		tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
	}

	@AfterAll
	static void drop() {
		tables.close();
	}

	@BeforeEach
	void store() {
		PATHS.stream().filter((path) -> tables.repository().find(path) == null).forEach(this::store);
	}

	@AfterEach
	void close() {
		if (this.notifications != null) {
			this.notifications.close();
		}
	}

	@Test
	void changedWhenStoredRevokedAndDeletedTellsPath() {
		startListening();
		store(PATH);
		awaitBatches(1);
		tables.store().revoke(PATH, tables.repository().find(PATH).version());
		awaitBatches(2);
		tables.jdbc.update("delete from ssl_credential where path = ?", PATH.toString());
		awaitBatches(3);
		assertThat(this.log.batches).containsOnly(Set.of(PATH));
		assertThat(this.log.reconnected).hasValue(1);
	}

	@Test
	void changedWhenManyAreChangedInOneTransactionTellsAllAtOnce() {
		startListening();
		tables.jdbc.update("update ssl_credential set state = 'retired' where state = 'active'");
		awaitBatches(1);
		assertThat(this.log.batches).containsExactly(new HashSet<>(PATHS));
	}

	@Test
	void changedWhenPayloadIsEmptyTellsAllPaths() {
		startListening();
		tables.jdbc.execute("notify ssl_credential, 'of somebody else'");
		tables.jdbc.execute("notify ssl_credential");
		awaitBatches(1);
		assertThat(this.log.batches).containsExactly(new HashSet<>(PATHS));
	}

	@Test
	void changedWhenRekeyedIsNotCalled() {
		startListening();
		EncryptionKeys keys = EncryptionKeys.of("k2", List.of(CredentialTables.KEY_1, CredentialTables.KEY_2));
		assertThat(new JdbcCredentialRekeying(tables.dataSource, null, CredentialTables.TIMEOUT,
				CredentialTables.sealer(keys), keys)
			.run()
			.rekeyed()).isGreaterThanOrEqualTo(PATHS.size());
		store(LAST);
		this.log.awaitBatch(LAST);
		assertThat(this.log.batches).containsExactly(Set.of(LAST));
		EncryptionKeys back = EncryptionKeys.of("k1", List.of(CredentialTables.KEY_1, CredentialTables.KEY_2));
		new JdbcCredentialRekeying(tables.dataSource, null, CredentialTables.TIMEOUT, CredentialTables.sealer(back),
				back)
			.run();
	}

	@Test
	void connectionWhenEndedByServerIsOpenedAgain(CapturedOutput output) {
		LoggingSystem.get(getClass().getClassLoader())
			.setLogLevel(CredentialNotifications.class.getName(), LogLevel.INFO);
		startListening();
		for (int i = 1; i <= 3; i++) {
			assertThat(terminate()).isEqualTo(1);
			int expected = i + 1;
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.log.reconnected.get() == expected);
		}
		store(PATH);
		this.log.awaitBatch(PATH);
		assertThat(this.notifications.state()).isEqualTo(State.LISTENING);
		assertThat(output).contains("since the database cannot be listened to (org.postgresql.util.PSQLException)")
			.contains("Changes of stored credentials are notified again");
	}

	@Test
	void threadWhenListenersThrowGoesOn() {
		AtomicInteger called = new AtomicInteger();
		this.notifications = new CredentialNotifications(dedicated(), tables.dataSource, (changed) -> {
			called.incrementAndGet();
			throw new IllegalStateException("listener");
		}, () -> {
			throw new IllegalStateException("listener");
		});
		this.notifications.start();
		NotificationLog.await(this.notifications, State.LISTENING);
		store(PATH);
		Awaitility.await().until(() -> called.get() == 1);
		store(PATH);
		Awaitility.await().until(() -> called.get() == 2);
		assertThat(this.notifications.state()).isEqualTo(State.LISTENING);
	}

	@Test
	void stateWhenListenGoesToOtherBackendIsSwallowed(CapturedOutput output) {
		this.notifications = this.log.start(new Pooler(dedicated()), tables.dataSource);
		NotificationLog.await(this.notifications, State.SWALLOWED);
		assertThat(output).containsOnlyOnce("A pooler such as PgBouncer in transaction mode swallows LISTEN");
		assertThat(this.log.reconnected).hasValue(0);
		assertThat(this.log.batches).isEmpty();
	}

	@Test
	void stateWhenOtherDatabaseIsTestedIsSwallowed() {
		CredentialTables other = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
		try (other) {
			this.notifications = this.log.start(dedicated(), other.dataSource);
			NotificationLog.await(this.notifications, State.SWALLOWED);
		}
	}

	@Test
	void stateWhenDatabaseIsDownIsConnecting() {
		PGSimpleDataSource down = new PGSimpleDataSource();
		down.setUrl("jdbc:postgresql://localhost:1/nothing");
		this.notifications = this.log.start(down, down);
		assertThat(this.notifications.state()).isEqualTo(State.CONNECTING);
		closeInTime();
	}

	@Test
	void stateWhenDatabaseIsNoPostgresIsClosed() {
		try (HikariDataSource h2 = new HikariDataSource()) {
			h2.setJdbcUrl(TestDatabase.H2.create().url());
			h2.setUsername("sa");
			this.notifications = this.log.start(h2, h2);
			NotificationLog.await(this.notifications, State.CLOSED);
			assertThat(h2.getHikariPoolMXBean().getActiveConnections()).isZero();
		}
	}

	@Test
	void closeEndsConnectionAndThread() {
		startListening();
		assertThat(backends()).isEqualTo(1);
		closeInTime();
		Awaitility.await().until(() -> backends() == 0);
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.doesNotContain("ssl-credentials-notifications");
	}

	@Test
	void closeWhenConnectionIsBorrowedReturnsItAsItWas() throws SQLException {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(tables.database.url());
			pool.setUsername(tables.database.user());
			pool.setMaximumPoolSize(1);
			pool.setAutoCommit(false);
			this.notifications = this.log.start(pool, tables.dataSource);
			NotificationLog.await(this.notifications, State.LISTENING);
			assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
			closeInTime();
			assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
			assertThat(new JdbcTemplate(pool).queryForList("select pg_listening_channels()")).isEmpty();
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.getAutoCommit()).isFalse();
				assertThat(connection.getNetworkTimeout()).isZero();
			}
		}
	}

	private void startListening() {
		this.notifications = this.log.start(dedicated(), tables.dataSource);
		NotificationLog.await(this.notifications, State.LISTENING);
		Awaitility.await().until(() -> this.log.reconnected.get() == 1);
	}

	private void awaitBatches(int count) {
		Awaitility.await().until(() -> this.log.batches.size() >= count);
	}

	private void closeInTime() {
		long start = System.nanoTime();
		this.notifications.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(this.notifications.state()).isEqualTo(State.CLOSED);
	}

	private void store(CredentialPath path) {
		tables.store().store(path, RECORD);
	}

	private static DataSource dedicated() {
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setUrl(tables.database.url());
		dataSource.setUser(tables.database.user());
		dataSource.setApplicationName(LISTENER);
		return dataSource;
	}

	private static int backends() {
		return tables.jdbc.queryForObject("select count(*) from pg_stat_activity where application_name = ?",
				Integer.class, LISTENER);
	}

	private static int terminate() {
		return tables.jdbc
			.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?", LISTENER)
			.size();
	}

	/**
	 * Each statement goes to another backend than the one that is waited on.
	 */
	private static final class Pooler extends DelegatingDataSource {

		private Pooler(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection waiting = super.getConnection();
			Connection other = super.getConnection();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, arguments) -> {
						if (method.getName().equals("unwrap")) {
							return waiting.unwrap(PGConnection.class);
						}
						try {
							if (method.getName().equals("close")) {
								waiting.close();
							}
							return method.invoke(other, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}
