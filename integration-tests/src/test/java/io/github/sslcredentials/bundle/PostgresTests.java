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
package io.github.sslcredentials.bundle;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.handshake.HostNotAllowedException;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * PostgreSQL with client certificates, whose driver makes a socket factory from the name
 * of a class. The credentials are in another store.
 */
@Timeout(120)
class PostgresTests {

	private static final String PROPERTIES = "spring.datasource.hikari.data-source-properties.";

	private static final DevelopmentCa CA = DevelopmentCa.create("Ledger CA");

	private static final DevelopmentCa OTHER_CA = DevelopmentCa.create("Other CA");

	private static final String GOOD = "Application/ledger/Certificate/1";

	private static final String STRANGER = "Application/stranger/Certificate/1";

	private static final IssuedCredential ASALIERI = CA.issueClient("asalieri");

	@TempDir
	static Path folder;

	private static PostgresServer postgres;

	private static PostgresServer elsewhere;

	private final CountingStore store = new CountingStore(
			Map.of(GOOD, ASALIERI.record(), STRANGER, OTHER_CA.issueClient("asalieri").record()));

	@BeforeAll
	static void start() throws Exception {
		postgres = PostgresServer.start(folder, CA.issueServer("localhost"), CA);
		elsewhere = PostgresServer.start(folder, CA.issueServer("elsewhere.example"), CA);
	}

	@AfterAll
	static void stop() throws Exception {
		postgres.close();
		elsewhere.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "verify-full", "verify-ca", "require" })
	void postgresSeesCredential(String mode) {
		runner(postgres, GOOD).withPropertyValues(PROPERTIES + "sslmode=" + mode).run((context) -> {
			assertThat(this.store.queries()).isZero();
			assertSeen(context);
			assertThat(this.store.queries()).isEqualTo(1);
		});
	}

	@Test
	void postgresSeesCredentialWhenSettingsAreInUrl() {
		runner(GOOD)
			.withPropertyValues("spring.datasource.username=asalieri",
					"spring.datasource.url=%s?ssl=true&sslfactory=%s&sslfactoryarg=ledger&loginTimeout=30"
						.formatted(postgres.url(), CredentialPostgresSslFactory.class.getName()))
			.run(PostgresTests::assertSeen);
	}

	@Test
	void postgresRefusesClientOfAnotherAuthority() {
		runner(postgres, STRANGER)
			.run((context) -> assertRefused(context, postgres).hasStackTraceContaining("unknown_ca"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "verify-full", "verify-ca", "require" })
	void clientRefusesPostgresOfAnotherName(String mode) {
		runner(elsewhere, GOOD).withPropertyValues(PROPERTIES + "sslmode=" + mode)
			.run((context) -> assertRefused(context, elsewhere).rootCause()
				.isInstanceOf(HostnameMismatchException.class));
	}

	@Test
	void clientWithAnotherServerNameTakesPostgresOfThatName() {
		runner(elsewhere, GOOD)
			.withPropertyValues(PROPERTIES + "sslmode=verify-ca", "ssl.clients.ledger.server-name=elsewhere.example")
			.run(PostgresTests::assertSeen);
	}

	@Test
	void clientRefusesPostgresOfAnotherAuthority() {
		runner(postgres, GOOD)
			.withPropertyValues("ssl.clients.ledger.ca-certificates=" + EmployeeApplication.location(OTHER_CA, folder))
			.run((context) -> assertRefused(context, postgres)
				.hasStackTraceContaining("unable to find valid certification path"));
	}

	@Test
	void clientWithoutCredentialIsRefusedByName() {
		runner(postgres, "Application/nobody/Certificate/1")
			.run((context) -> assertRefused(context, postgres).rootCause()
				.isInstanceOf(NoSuchCredentialException.class));
	}

	@Test
	void clientOfAnotherHostIsRefusedByName() {
		runner(postgres, GOOD).withPropertyValues("ssl.clients.ledger.hosts=ledger.internal.example")
			.run((context) -> assertRefused(context, postgres).rootCause().isInstanceOf(HostNotAllowedException.class));
	}

	/**
	 * Without TLS the driver would go on, if the server, or who answers for it, had none.
	 */
	@Test
	void connectionThatMayDoWithoutTlsIsRefused() {
		runner(postgres, GOOD).withPropertyValues(PROPERTIES + "sslmode=prefer")
			.run((context) -> assertRefused(context, postgres).rootCause()
				.isInstanceOf(PostgresSslFactoryException.class)
				.hasMessage(
						"The connection does not require TLS: set 'sslmode' to 'verify-full', 'verify-ca' or 'require'"));
	}

	@Test
	void connectionThatSaysNothingOfTlsIsRefused() {
		runner(GOOD)
			.withPropertyValues("spring.datasource.username=asalieri",
					"spring.datasource.url=%s?sslfactory=%s&sslfactoryarg=ledger".formatted(postgres.url(),
							CredentialPostgresSslFactory.class.getName()))
			.run((context) -> assertRefused(context, postgres).rootCause()
				.isInstanceOf(PostgresSslFactoryException.class));
	}

	@Test
	void connectionThatNamesNoClientIsRefused() {
		runner(postgres, GOOD).withPropertyValues(PROPERTIES + "sslfactoryarg=")
			.run((context) -> assertRefused(context, postgres).rootCause()
				.isInstanceOf(PostgresSslFactoryException.class)
				.hasMessage("The connection names no client: set 'sslfactoryarg' to the name of one of 'ssl.clients'"));
	}

	@Test
	void connectionThatNamesUnknownClientIsRefused() {
		runner(postgres, GOOD).withPropertyValues(PROPERTIES + "sslfactoryarg=leger")
			.run((context) -> assertRefused(context, postgres).rootCause()
				.isInstanceOf(PostgresSslFactoryException.class)
				.hasMessage("No application of this JVM has the client 'leger' that 'sslfactoryarg' names"));
	}

	/** It could have the identity of the other one. */
	@Test
	void connectionWhenAnotherApplicationHasTheNameIsRefusedUntilThatIsClosed() {
		runner(postgres, GOOD).run((context) -> {
			runner(postgres, STRANGER).run((other) -> {
				assertRefused(context, postgres).rootCause()
					.isInstanceOf(PostgresSslFactoryException.class)
					.hasMessage("Several applications of this JVM have the client 'ledger' that 'sslfactoryarg' names");
				assertRefused(other, postgres).rootCause().isInstanceOf(PostgresSslFactoryException.class);
			});
			assertSeen(context);
		});
	}

	@Test
	void connectionOfApplicationThatDidNotStartIsRefused() {
		runner(postgres, GOOD).withBean("broken", Object.class, () -> {
			throw new IllegalStateException("broken");
		}).run((context) -> assertThat(context).hasFailed());
		runner(postgres, GOOD).run(PostgresTests::assertSeen);
	}

	private static void assertSeen(ApplicationContext context) throws SQLException {
		try (Connection connection = context.getBean(DataSource.class).getConnection()) {
			assertThat(PostgresServer.seenSerialNumber(connection)).isEqualTo(ASALIERI.certificate().getSerialNumber());
		}
	}

	private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ApplicationContext context,
			PostgresServer server) throws SQLException {
		Throwable refusal = catchThrowable(() -> context.getBean(DataSource.class).getConnection());
		assertThat(server.connections()).isZero();
		return assertThat(refusal).isInstanceOf(SQLException.class);
	}

	private ApplicationContextRunner runner(PostgresServer server, String path) {
		return runner(path).withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles-postgresql.yml",
					"spring.datasource.url=" + server.url());
	}

	private ApplicationContextRunner runner(String path) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class, DataSourceAutoConfiguration.class))
			.withBean("credentials", CountingStore.class, () -> this.store)
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1",
					"spring.datasource.hikari.connection-timeout=5000", "ssl.clients.ledger.credential=" + path,
					"ssl.clients.ledger.hosts=localhost",
					"ssl.clients.ledger.ca-certificates=" + EmployeeApplication.location(CA, folder));
	}

}
