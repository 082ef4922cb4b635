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
import java.time.Duration;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsJdbcAutoConfiguration;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The shipped table in a PostgreSQL that is reached with a credential of that table. Its
 * pool makes connections on a thread of its own, so that the cycle is not told from a
 * store that is slow; it is bounded in time.
 */
@Timeout(120)
class PostgresStoreCycleTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Ledger CA");

	private static final CredentialPath PATH = CredentialPath.parse("Application/ledger/Certificate/1");

	@TempDir
	static Path folder;

	@Test
	void readingFromTableThatIsReachedWithItsOwnCredentialEndsInTime() throws Exception {
		try (PostgresServer postgres = PostgresServer.start(folder, CA.issueServer("localhost"), CA)) {
			runner(postgres).run((context) -> {
				assertThat(context).hasNotFailed();
				long begun = System.nanoTime();
				assertThatExceptionOfType(CredentialUnavailableException.class)
					.isThrownBy(() -> context.getBean(SslCredentials.class).get(PATH))
					.satisfies((ex) -> assertThat(ex.path()).isEqualTo(PATH));
				assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
				assertThat(postgres.connections()).isZero();
			});
		}
	}

	private static ApplicationContextRunner runner(PostgresServer server) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class, SslCredentialsJdbcAutoConfiguration.class,
					DataSourceAutoConfiguration.class))
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles-postgresql.yml",
					"spring.datasource.url=" + server.url(), "ssl.store.jdbc.enabled=true", "ssl.store.timeout=2s",
					"ssl.store.initialize-schema=never", "ssl.encryption.mode=none",
					"ssl.clients.ledger.hosts=localhost",
					"ssl.clients.ledger.ca-certificates=" + EmployeeApplication.location(CA, folder));
	}

}
