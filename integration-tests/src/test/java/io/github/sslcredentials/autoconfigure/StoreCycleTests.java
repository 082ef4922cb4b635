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

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.loading.StoreCycleException;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Stores that are reached with a credential: with one of another store this works, with
 * their own it is said at once, and not after the time to wait for a store.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class StoreCycleTests {

	private static final CredentialPath PATH = CredentialPath.of("Employee", "asalieri", "Address", 1);

	private static final String ACTION = "Let the store have a connection that presents no credential of the store: for the shipped table, a DataSource bean that is marked with @SslCredentialsDataSource, whose TLS takes a bundle of 'spring.ssl.bundle' if need be. Or let the connection that needs it take such a bundle, whose key is in files.";

	private static final String CYCLE = "it is needed to ask the store that has it: a connection of the store presents this credential. Let the store have connections of its own that present none, or one that is in files";

	private static final String SELF = "The store cannot be asked for the credential '" + PATH
			+ "', since that is needed to reach the store: the store needs the bean '%s', which is being made and needs the credential for it. Beans of type DataSource: 'bankDataSource'.";

	private static final String NO_JPA = "spring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@Test
	void startWhenTableIsReachedWithItsOwnCredentialIsExplained(CapturedOutput output) {
		Printed.assertExplained(output,
				start(List.of(Mutual.class), "bank=" + PATH, "ssl.store.jdbc.enabled=true", NO_JPA),
				SELF.formatted("sslCredentialsSchemaInitializer"), ACTION);
	}

	@Test
	void startWhenEntitiesAreReachedWithTheirOwnCredentialIsExplained(CapturedOutput output) {
		Printed.assertExplained(output,
				start(List.of(Mutual.class), "bank=" + PATH,
						"spring.jpa.database-platform=org.hibernate.dialect.H2Dialect"),
				SELF.formatted("entityManagerFactory"), ACTION);
	}

	/** Hibernate goes on, and has another exception in the end. */
	@Test
	void startWhenHibernateHidesTheCauseStillSaysIt(CapturedOutput output) {
		assertThat(catchThrowable(start(List.of(Mutual.class), "bank=" + PATH))).isNotNull();
		assertThat(output).contains("Credential '%s' is unavailable: %s".formatted(PATH, CYCLE))
			.contains(
					"the store needs the bean 'entityManagerFactory', which is being made and needs the credential for it");
	}

	@Test
	void startWhenTableIsReachedWithoutCredentialConnectsWithIt() {
		try (ConfigurableApplicationContext application = run(List.of(Mutual.class, Plain.class), "bank=Bank/1",
				"ssl.store.jdbc.enabled=true", NO_JPA)) {
			application.getBean(CredentialStore.class)
				.store(CredentialPath.of("Bank", 1), InMemoryApplication.CA.issueClient("bank").record());
			connect(application.getBean(MutualDataSource.class));
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=bank");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Self/1", "First/1", "Second/1" })
	void readingWhenStoreNeedsTheCredentialFailsAtOnce(String path) {
		try (ConfigurableApplicationContext application = run(List.of(Remote.class), "ssl.store.jpa.enabled=false")) {
			long begun = System.nanoTime();
			assertThatExceptionOfType(CredentialUnavailableException.class)
				.isThrownBy(() -> application.getBean(SslCredentials.class).get(CredentialPath.parse(path)))
				.satisfies((ex) -> assertThat(ex.path()).hasToString(path))
				.withStackTraceContaining(CYCLE)
				.withStackTraceContaining(StoreCycleException.class.getName());
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
			assertThat(partner.connections()).isEmpty();
		}
	}

	@Test
	void readingWhenStoreNeedsItsOwnCredentialSaysSo() {
		try (ConfigurableApplicationContext application = run(List.of(Remote.class), "ssl.store.jpa.enabled=false")) {
			assertThatExceptionOfType(CredentialUnavailableException.class)
				.isThrownBy(() -> application.getBean(SslCredentials.class).get(CredentialPath.of("Self", 1)))
				.withMessage("Credential 'Self/1' is unavailable: " + CYCLE);
		}
	}

	@Test
	void readingWhenStoreNeedsAnotherCredentialPresentsIt() {
		try (ConfigurableApplicationContext application = run(List.of(Remote.class), "ssl.store.jpa.enabled=false")) {
			assertThat(application.getBean(SslCredentials.class)
				.get(CredentialPath.of("Third", 1))
				.certificate()
				.getSubjectX500Principal()).hasToString("CN=third");
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=local");
		}
	}

	private static ThrowingCallable start(List<Class<?>> configurations, String... properties) {
		return () -> run(configurations, properties).close();
	}

	private static ConfigurableApplicationContext run(List<Class<?>> configurations, String... properties) {
		return EmployeeApplication
			.start(configurations,
					Stream
						.concat(Stream.of("ssl.hosts=localhost",
								"ssl.ca-certificates=" + InMemoryApplication.caLocation(), "ssl.store.timeout=30s",
								"ssl.clients.bank.credential=${bank:Bank/1}", "spring.flyway.enabled=false"),
								Stream.of(properties))
						.toArray(String[]::new));
	}

	private static void connect(SSLSocketFactory factory) throws IOException {
		try (Socket socket = factory.createSocket("localhost", partner.port())) {
			((SSLSocket) socket).startHandshake();
		}
	}

	private static void connect(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isClosed()).isFalse();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A data source that makes a mutual handshake first, as those of drivers do. */
	static class MutualDataSource extends AbstractDataSource {

		private final String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());

		private final SSLSocketFactory factory;

		MutualDataSource(SSLSocketFactory factory) {
			this.factory = factory;
		}

		@Override
		public Connection getConnection() throws SQLException {
			try {
				connect(this.factory);
			}
			catch (IOException | CredentialUnavailableException ex) {
				throw new SQLException("The connection attempt failed", "08001", ex);
			}
			return DriverManager.getConnection(this.url);
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mutual {

		@Bean
		MutualDataSource bankDataSource(@Qualifier("bank") SSLSocketFactory factory) {
			return new MutualDataSource(factory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean(defaultCandidate = false)
		@SslCredentialsDataSource
		DataSource plainDataSource() {
			return new DriverManagerDataSource("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
		}

	}

	/** A store that is called with credentials. */
	@Configuration(proxyBeanMethods = false)
	static class Remote {

		@Bean
		RemoteRepository remoteRepository(SslCredentials credentials) {
			return new RemoteRepository(credentials);
		}

	}

	static class RemoteRepository implements CredentialRepository {

		private final SslCredentials credentials;

		RemoteRepository(SslCredentials credentials) {
			this.credentials = credentials;
		}

		@Override
		public @Nullable CredentialRecord find(CredentialPath path) {
			String needed = switch (path.toString()) {
				case "Self/1" -> "Self/1";
				case "First/1" -> "Second/1";
				case "Second/1" -> "First/1";
				case "Third/1" -> "Local/1";
				default -> null;
			};
			if (needed != null) {
				try {
					connect(this.credentials.socketFactory(CredentialPath.parse(needed)));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return InMemoryApplication.CA.issueClient(path.kind().toLowerCase(Locale.ROOT)).record();
		}

	}

}
