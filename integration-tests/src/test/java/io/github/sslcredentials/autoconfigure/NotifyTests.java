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

package io.github.sslcredentials.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.store.jdbc.CredentialNotifications.State;
import io.github.sslcredentials.test.DevelopmentCa;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code ssl.refresh.notify}.
 */
@Timeout(120)
class NotifyTests {

	private static final CredentialPath PATH = CredentialPath.of("Merchant", 1, "Certificate", 1);

	private final Recorder recorder = new Recorder();

	@Test
	void changeWhenTableIsOnPostgresIsNotified() {
		Database database = TestDatabase.POSTGRES_EMBEDDED.create();
		runner(database).run((context) -> {
			awaitListening(context);
			assertThat(this.recorder.events).containsExactly("reconnected");
			context.getBean(CredentialStore.class).store(PATH, DevelopmentCa.create().issueClient("a").record());
			Awaitility.await().until(() -> this.recorder.events.size() == 2);
			assertThat(this.recorder.events.get(1)).isEqualTo("changed");
			assertThat(connections(database)).isOne();
		});
		Awaitility.await().until(() -> connections(database) == 0);
	}

	@Test
	void changeWhenDataSourceIsMarkedIsNotifiedOnOneOfItsConnections() {
		runner(TestDatabase.POSTGRES_EMBEDDED.create()).withUserConfiguration(Marked.class)
			.withPropertyValues("ssl.refresh.notify=on", "pool-size=2")
			.run((context) -> {
				awaitListening(context);
				assertThat(
						context.getBean("marked", HikariDataSource.class).getHikariPoolMXBean().getActiveConnections())
					.isOne();
			});
	}

	@Test
	void startWhenMarkedDataSourceHasOneConnectionLeavesIt() {
		ApplicationContextRunner runner = runner(TestDatabase.POSTGRES_EMBEDDED.create())
			.withUserConfiguration(Marked.class)
			.withPropertyValues("pool-size=1");
		runner.run((context) -> assertThat(state(context)).isNull());
		runner.withPropertyValues("ssl.refresh.notify=on")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"'ssl.refresh.notify': there is no connection to spare, since the data source is shared or has only one"));
	}

	@Test
	void startWhenSwitchedOffDoesNotListen() {
		runner(TestDatabase.POSTGRES_EMBEDDED.create()).withPropertyValues("ssl.refresh.notify=off")
			.run((context) -> assertThat(state(context)).isNull());
	}

	@Test
	void startWhenTableIsOnH2DoesNotListen() {
		runner(TestDatabase.H2.create()).run((context) -> assertThat(state(context)).isNull());
	}

	@Test
	void startWhenTableIsOnH2AndMustBeNotifiedFails() {
		runner(TestDatabase.H2.create()).withPropertyValues("ssl.refresh.notify=on")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessage("'ssl.refresh.notify': only PostgreSQL notifies of changes, but this is H2"));
	}

	@Test
	void startWhenDatabaseIsDownDoesNotWaitForIt() {
		long start = System.nanoTime();
		runner(new Database("jdbc:postgresql://localhost:1/nothing", "nobody", "", true))
			.withPropertyValues("ssl.store.initialize-schema=never")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(state(context)).isEqualTo(State.CONNECTING);
			});
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
		assertThat(this.recorder.events).isEmpty();
	}

	@Test
	void startWhenDriverOfPostgresIsNotThereWorksOnH2() {
		runner(TestDatabase.H2.create()).withClassLoader(new FilteredClassLoader("org.postgresql"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void awaitListening(ApplicationContext context) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(context) == State.LISTENING);
		Awaitility.await().until(() -> !this.recorder.events.isEmpty());
	}

	private static State state(ApplicationContext context) {
		return context.getBean(ChangeNotifications.class).state();
	}

	private static int connections(Database database) {
		try (HikariDataSource dataSource = new HikariDataSource()) {
			dataSource.setJdbcUrl(database.url());
			dataSource.setUsername(database.user());
			return new JdbcTemplate(dataSource).queryForObject(
					"select count(*) from pg_stat_activity where application_name = 'ssl-credentials-notifications' and datname = current_database()",
					Integer.class);
		}
	}

	private ApplicationContextRunner runner(Database database) {
		return new ApplicationContextRunner().withConfiguration(configurations())
			.withPropertyValues(properties(database))
			.withBean(ChangeListener.class, () -> this.recorder);
	}

	private static AutoConfigurations configurations() {
		return AutoConfigurations.of(DataSourceAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
				SslCredentialsJdbcAutoConfiguration.class);
	}

	private static String[] properties(Database database) {
		return new String[] { "ssl.store.jdbc.enabled=true", "ssl.store.initialize-schema=always",
				"ssl.encryption.keys.k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
				"spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.user(),
				"spring.datasource.password=" + database.password() };
	}

	private static final class Recorder implements ChangeListener {

		private final List<String> events = new CopyOnWriteArrayList<>();

		@Override
		public void changed(Predicate<CredentialPath> which) {
			this.events.add(which.test(PATH) ? "changed" : "changed other");
		}

		@Override
		public void reconnected() {
			this.events.add("reconnected");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Marked {

		@Bean(defaultCandidate = false)
		@SslCredentialsDataSource
		HikariDataSource marked(Environment environment) {
			HikariDataSource dataSource = new HikariDataSource();
			dataSource.setJdbcUrl(environment.getProperty("spring.datasource.url"));
			dataSource.setUsername(environment.getProperty("spring.datasource.username"));
			dataSource.setMaximumPoolSize(environment.getRequiredProperty("pool-size", Integer.class));
			return dataSource;
		}

	}

}
