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
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialExpiringEvent;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsExpiryAutoConfiguration;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.rotation.ExpiryWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That a credential expires is said once by all instances on one database together.
 */
@Timeout(120)
class ExpiryNoticesTests {

	private static final CredentialPath PATH = TableApplication.ASALIERI;

	private static final Duration WEEK = Duration.ofDays(7);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final List<CredentialExpiringEvent> events = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void applicationsOnOneDatabaseSayItOnceTogetherAndNotAgainAfterRestart(TestDatabase kind) {
		Database database = kind.create();
		runner(database).run((first) -> {
			store(first);
			runner(database).run((second) -> {
				check(first);
				check(second);
				check(first);
				check(second);
				assertThat(this.events).singleElement()
					.satisfies((event) -> assertThat(event.path()).isEqualTo(PATH))
					.satisfies((event) -> assertThat(event.version()).isEqualTo("1"))
					.satisfies((event) -> assertThat(event.threshold()).isEqualTo(WEEK));
			});
			// the embedded database would be closed with the last one
			runner(database).run((restarted) -> {
				check(restarted);
				assertThat(this.events).hasSize(1);
				store(restarted);
				restarted.getBean(SslCredentials.class).refresh(PATH);
				check(restarted);
				assertThat(this.events).hasSize(2);
			});
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void claimWhenManyClaimAtOnceIsOfOne(TestDatabase kind) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try (CredentialTables tables = CredentialTables.create(kind)) {
			for (int i = 0; i < 20; i++) {
				String version = String.valueOf(i);
				CyclicBarrier barrier = new CyclicBarrier(8);
				Callable<Boolean> claim = () -> {
					JdbcExpiryNotices notices = new JdbcExpiryNotices(tables.dataSource, null, TIMEOUT);
					barrier.await();
					return notices.claim(PATH, version, WEEK);
				};
				List<Future<Boolean>> claims = threads
					.invokeAll(IntStream.range(0, 8).mapToObj((thread) -> claim).toList());
				int claimed = 0;
				for (Future<Boolean> one : claims) {
					claimed += one.get() ? 1 : 0;
				}
				assertThat(claimed).isOne();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void claimIsOfPathVersionAndThreshold(TestDatabase kind) {
		try (CredentialTables tables = CredentialTables.create(kind)) {
			JdbcExpiryNotices notices = new JdbcExpiryNotices(tables.dataSource, null, TIMEOUT);
			assertThat(notices.claim(PATH, "1", WEEK)).isTrue();
			assertThat(notices.claim(PATH, "1", WEEK)).isFalse();
			assertThat(notices.claim(PATH, "1", Duration.ofDays(1))).isTrue();
			assertThat(notices.claim(PATH, "2", WEEK)).isTrue();
			assertThat(notices.claim(CredentialPath.of("Employee", "wamozart"), "1", WEEK)).isTrue();
			String odd = "\u0000" + "x".repeat(5_000);
			assertThat(notices.claim(PATH, odd, WEEK)).isTrue();
			assertThat(notices.claim(PATH, odd, WEEK)).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void claimWhenAnswerToCommitIsLostIsOfWhoClaimedIt(TestDatabase kind) {
		try (CredentialTables tables = CredentialTables.create(kind)) {
			LosingAnswers losing = new LosingAnswers(tables);
			JdbcExpiryNotices notices = new JdbcExpiryNotices(losing, null, TIMEOUT);
			notices.claim(PATH, "0", WEEK);
			losing.lose.set(true);
			assertThatExceptionOfType(CredentialUnavailableException.class)
				.isThrownBy(() -> notices.claim(PATH, "1", WEEK));
			assertThat(tables.jdbc.queryForObject("select count(*) from ssl_credential_notice", Integer.class))
				.isEqualTo(2);
			assertThat(new JdbcExpiryNotices(tables.dataSource, null, TIMEOUT).claim(PATH, "1", WEEK)).isFalse();
			assertThat(notices.claim(PATH, "1", WEEK)).isTrue();
			assertThat(notices.claim(PATH, "1", WEEK)).isFalse();
		}
	}

	@Test
	void claimWhenDatabaseIsDownFails() {
		JdbcExpiryNotices notices = new JdbcExpiryNotices(CredentialTables.unreachable(), null, TIMEOUT);
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> notices.claim(PATH, "1", WEEK))
			.withMessageContaining("whether the database is up");
	}

	private ApplicationContextRunner runner(Database database) {
		ApplicationListener<PayloadApplicationEvent<?>> listener = (event) -> {
			if (event.getPayload() instanceof CredentialExpiringEvent expiring) {
				this.events.add(expiring);
			}
		};
		return TableApplication.runner(database)
			.withConfiguration(AutoConfigurations.of(SslCredentialsExpiryAutoConfiguration.class))
			.withPropertyValues("ssl.store.initialize-schema=always")
			.withInitializer((context) -> context.addApplicationListener(listener));
	}

	private static void check(ApplicationContext context) {
		context.getBean(SslCredentials.class).get(PATH);
		context.getBean(ExpiryWatch.class).check();
	}

	private static void store(ApplicationContext context) {
		Instant now = Instant.now();
		context.getBean(CredentialStore.class)
			.store(PATH,
					InMemoryApplication.CA.issue()
						.commonName("asalieri")
						.client()
						.validity(now.minus(WEEK), now.plus(Duration.ofDays(5)))
						.build()
						.record());
	}

	/**
	 * A database whose next commit of something written succeeds without an answer.
	 */
	private static final class LosingAnswers extends DelegatingDataSource {

		private final AtomicBoolean lose = new AtomicBoolean();

		LosingAnswers(CredentialTables tables) {
			super(tables.dataSource);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			AtomicBoolean writing = new AtomicBoolean();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, args) -> {
						if (method.getName().equals("prepareStatement") && ((String) args[0]).startsWith("insert")) {
							writing.set(true);
						}
						Object result = invoke(connection, method, args);
						if (method.getName().equals("commit") && writing.get()
								&& this.lose.compareAndSet(true, false)) {
							throw new SQLException("connection reset", "08006");
						}
						return result;
					});
		}

		private static Object invoke(Connection connection, Method method, Object[] args) throws Throwable {
			try {
				return method.invoke(connection, args);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

	}

}
