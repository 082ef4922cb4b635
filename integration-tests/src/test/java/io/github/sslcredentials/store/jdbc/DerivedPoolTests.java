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

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pool that is made of the application's own.
 */
class DerivedPoolTests {

	@Test
	void storeWhenPoolHasMetricsStores() {
		HikariDataSource own = h2();
		own.setMetricRegistry(new SimpleMeterRegistry());
		assertStores(own);
		HikariDataSource other = h2();
		other.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(new SimpleMeterRegistry()));
		assertStores(other);
	}

	@Test
	void storeWhenPoolIsReadOnlyAndDoesNotCommitStores() {
		HikariDataSource own = h2();
		own.setAutoCommit(false);
		own.setReadOnly(true);
		assertStores(own);
	}

	@Test
	void storeWhenPoolHasDataSourceOfH2InPlaceOfUrlStores() {
		JdbcDataSource target = new JdbcDataSource();
		target.setUrl(TestDatabase.H2.create().url());
		HikariDataSource own = new HikariDataSource();
		own.setDataSource(target);
		assertStores(own);
	}

	@Test
	void storeWhenPoolHasDataSourceOfPostgresInPlaceOfUrlStores() {
		Database database = TestDatabase.POSTGRES_EMBEDDED.create();
		PGSimpleDataSource target = new PGSimpleDataSource();
		target.setUrl(database.url());
		target.setUser(database.user());
		HikariDataSource own = new HikariDataSource();
		own.setDataSource(target);
		runner(own)
			.withPropertyValues("ssl.store.initialize-schema=always",
					"ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
			.run(DerivedPoolTests::store);
	}

	@Test
	void storeWhenPasswordOfPoolIsChangedConnectsWithNewOne() {
		Database database = TestDatabase.H2.create();
		HikariDataSource own = new HikariDataSource();
		own.setJdbcUrl(database.url());
		own.setUsername("sa");
		own.setPassword("one");
		own.setMinimumIdle(0);
		new JdbcTemplate(own).execute("set db_close_delay -1");
		runner(own).withPropertyValues("ssl.store.initialize-schema=never").run((context) -> {
			new JdbcTemplate(own).execute("alter user sa set password 'two'");
			own.getHikariConfigMXBean().setPassword("two");
			new ResourceDatabasePopulator(new ClassPathResource("io/github/sslcredentials/store/jdbc/schema-h2.sql"))
				.execute(own);
			store(context);
		});
	}

	@Test
	void storesOfOneProcessShareKeyOfDatabaseInMemory() {
		Database database = TestDatabase.H2.create();
		ApplicationContextRunner first = TableApplication.runner()
			.withPropertyValues("spring.datasource.url=" + database.url(), "spring.datasource.username=sa");
		first.run((context) -> {
			store(context);
			first.run((other) -> assertThat(other.getBean(SslCredentials.class).get(TableApplication.ASALIERI))
				.isNotNull());
		});
	}

	@Test
	void startLeavesSearchPathAlone() {
		Database database = TestDatabase.POSTGRES_EMBEDDED.create();
		HikariDataSource own = new HikariDataSource();
		own.setJdbcUrl(database.url());
		own.setUsername(database.user());
		own.setMaximumPoolSize(1);
		JdbcTemplate jdbc = new JdbcTemplate(own);
		jdbc.execute("create schema app");
		jdbc.execute("set search_path to app, public");
		TableApplication.runner()
			.withBean(DataSource.class, () -> own)
			.withPropertyValues("ssl.store.initialize-schema=always", "ssl.store.jdbc.schema=public",
					"ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
			.run((context) -> {
				store(context);
				assertThat(jdbc.queryForObject("show search_path", String.class)).isEqualTo("app, public");
			});
	}

	private static void assertStores(HikariDataSource own) {
		runner(own).run(DerivedPoolTests::store);
	}

	private static ApplicationContextRunner runner(HikariDataSource own) {
		return TableApplication.runner().withBean(DataSource.class, () -> own);
	}

	private static void store(ApplicationContext context) {
		TableApplication.store(context, "asalieri");
		assertThat(context.getBean(CredentialStore.class).list(null, 2)).hasSize(1);
	}

	private static HikariDataSource h2() {
		HikariDataSource own = new HikariDataSource();
		own.setJdbcUrl(TestDatabase.H2.create().url());
		own.setUsername("sa");
		return own;
	}

}
