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

package io.github.sslcredentials.failure;

import java.io.IOException;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A database that goes down while the application runs.
 */
@Timeout(120)
class DatabaseDownTests {

	private static final CredentialPath WARM = CredentialPath.of("Employee", "asalieri", "Address", 1);

	private static final CredentialPath COLD = CredentialPath.of("Employee", "asalieri", "Address", 2);

	@Test
	void getWhenDatabaseHasGoneDownFailsForColdOnly() throws IOException {
		EmbeddedPostgres postgres = EmbeddedPostgres.start();
		try (ConfigurableApplicationContext application = EmployeeApplication.start(
				"spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"spring.datasource.hikari.connection-timeout=500", "spring.datasource.hikari.validation-timeout=250")) {
			EmployeeApplication.store(application, "asalieri", 1, UnusableCredential.good().record());
			EmployeeApplication.store(application, "asalieri", 2, UnusableCredential.good().record());
			SslCredentials credentials = application.getBean(SslCredentials.class);
			Credential warm = credentials.get(WARM);
			postgres.close();
			assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> credentials.get(COLD))
				.withMessageStartingWith(
						"Credential 'Employee/asalieri/Address/2' is unavailable: 'jpaCredentialRepository' could not be asked (")
				.havingRootCause();
			assertThat(credentials.get(WARM)).isSameAs(warm);
		}
		finally {
			postgres.close();
		}
	}

}
