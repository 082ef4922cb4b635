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
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsDataSource;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import jakarta.persistence.EntityManagerFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for applications whose credentials are in the shipped table.
 */
class TableApplicationTests {

	@RegisterExtension
	private final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@Test
	void callWhenCredentialIsInTablePresentsIt() {
		TableApplication.runner().run((context) -> {
			TableApplication.store(context, "asalieri");
			call(context);
			assertSeen("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES_CONTAINER")
	void callWhenApplicationIsStartedAgainPresentsWhatWasStored(TestDatabase kind) {
		Database database = kind.create();
		TableApplication.runner(database)
			.withPropertyValues("ssl.store.initialize-schema=always")
			.run((context) -> TableApplication.store(context, "asalieri"));
		if (kind == TestDatabase.H2) {
			return;
		}
		TableApplication.runner(database).withPropertyValues("ssl.store.initialize-schema=always").run((context) -> {
			call(context);
			assertSeen("CN=asalieri");
		});
	}

	@Test
	void callWhenThereIsNoJpaPresentsCredential() {
		TableApplication.runner()
			.withClassLoader(new FilteredClassLoader(EntityManagerFactory.class))
			.run((context) -> {
				TableApplication.store(context, "asalieri");
				call(context);
				assertSeen("CN=asalieri");
			});
	}

	@Test
	void startWhenNotSwitchedOnHasNoTable() {
		TableApplication.runner()
			.withPropertyValues("ssl.store.jdbc.enabled=false")
			.withBean("theirs", CredentialRepository.class, () -> (path) -> null)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(CredentialStore.class);
				assertThat(tables(context)).isZero();
			});
	}

	@Test
	void callWhenOwnRepositoryHasCredentialDoesNotAskTable() {
		TableApplication.runner()
			.withBean("theirs", CredentialRepository.class,
					() -> (path) -> InMemoryApplication.CA.issueClient("theirs").record())
			.run((context) -> {
				TableApplication.store(context, "asalieri");
				call(context);
				assertSeen("CN=theirs");
			});
	}

	@Test
	void getWhenStoredAfterItWasUnknownReturnsCredential() {
		TableApplication.runner().withPropertyValues("ssl.store.unknown-for=1h").run((context) -> {
			SslCredentials credentials = context.getBean(SslCredentials.class);
			assertThatExceptionOfType(NoSuchCredentialException.class)
				.isThrownBy(() -> credentials.get(TableApplication.ASALIERI))
				.withMessage("No credential 'Employee/asalieri/Address/1' in jdbcCredentialRepository");
			TableApplication.store(context, "asalieri");
			assertThat(credentials.get(TableApplication.ASALIERI).version()).isEqualTo("1");
		});
	}

	@Test
	void startLeavesDataSourceOfApplicationAlone() {
		TableApplication.runner().run((context) -> {
			assertThat(context).hasSingleBean(DataSource.class);
			HikariDataSource dataSource = context.getBean(HikariDataSource.class);
			TableApplication.store(context, "asalieri");
			assertThat(dataSource.isRunning()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void callWhenTransactionsHoldAllConnectionsPresentsCredential(int pool) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(pool);
		try {
			TableApplication.runner(TestDatabase.POSTGRES_EMBEDDED.create())
				.withPropertyValues("ssl.store.initialize-schema=always",
						"spring.datasource.hikari.maximum-pool-size=" + pool)
				.run((context) -> {
					TableApplication.store(context, "asalieri");
					CyclicBarrier allHeld = new CyclicBarrier(pool);
					List<Future<Void>> results = IntStream.range(0, pool)
						.mapToObj((i) -> callers.submit(() -> callInTransaction(context, allHeld)))
						.toList();
					for (Future<Void> result : results) {
						result.get();
					}
					assertThat(this.partner.requests()).hasSize(pool)
						.extracting(PartnerRequest::seenAs)
						.containsOnly("CN=asalieri");
				});
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void callWhenDataSourceIsMarkedReadsTableThere() {
		TableApplication.runner().withUserConfiguration(MarkedDataSource.class).run((context) -> {
			TableApplication.store(context, "asalieri");
			call(context);
			assertSeen("CN=asalieri");
			assertThat(tables(context)).isZero();
			assertThat(new JdbcTemplate(context.getBean("marked", DataSource.class))
				.queryForObject("select path from ssl_credential", String.class))
				.isEqualTo("Employee/asalieri/Address/1");
		});
	}

	@Test
	void callWhenTableIsInOtherSchemaPresentsCredential() {
		Database database = TestDatabase.POSTGRES_EMBEDDED.create();
		execute(database, "create schema secrets");
		TableApplication.runner(database)
			.withPropertyValues("ssl.store.initialize-schema=always", "ssl.store.jdbc.schema=secrets")
			.run((context) -> {
				TableApplication.store(context, "asalieri");
				call(context);
				assertSeen("CN=asalieri");
				assertThat(context.getBean(CredentialStore.class).list(null, 2)).hasSize(1);
			});
	}

	private void call(ApplicationContext context) {
		context.getBean(RestClient.class).get().uri(this.partner.uri("/")).retrieve().toBodilessEntity();
	}

	private void assertSeen(String subject) {
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs).containsExactly(subject);
	}

	private Void callInTransaction(ApplicationContext context, CyclicBarrier allHeld) throws Exception {
		DataSource dataSource = context.getBean(DataSource.class);
		Callable<Void> call = () -> {
			new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class);
			allHeld.await();
			call(context);
			return null;
		};
		return new TransactionTemplate(new JdbcTransactionManager(dataSource)).execute((status) -> {
			try {
				return call.call();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static int tables(ApplicationContext context) {
		Integer count = new JdbcTemplate(context.getBean("dataSource", DataSource.class)).queryForObject(
				"select count(*) from information_schema.tables where lower(table_name) = 'ssl_credential'",
				Integer.class);
		return (count != null) ? count : 0;
	}

	private static void execute(Database database, String statement) {
		try (HikariDataSource dataSource = new HikariDataSource()) {
			dataSource.setJdbcUrl(database.url());
			dataSource.setUsername(database.user());
			dataSource.setPassword(database.password());
			new JdbcTemplate(dataSource).execute(statement);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedDataSource {

		@Bean(defaultCandidate = false)
		@SslCredentialsDataSource
		DataSource marked() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setUrl(TestDatabase.H2.create().url());
			return dataSource;
		}

	}

}
