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
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.app.EmployeeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * With {@code fail-fast} an application does not start without its credential, and says
 * why; without it, it does.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class FailFastTests {

	private static final String CREDENTIAL = "ssl.credential=Employee/asalieri/Address/1";

	private static final String FAIL_FAST = "ssl.fail-fast=true";

	@Test
	void startWhenCredentialIsUnknownIsExplained(CapturedOutput output) {
		assertNotStarted(List.of(), CREDENTIAL, FAIL_FAST);
		assertThat(output).contains(
				"""
						No credential 'Employee/asalieri/Address/1' in jpaCredentialRepository.

						Action:

						Store the credential under this path, or correct 'credential'. Kinds and ids are compared by case. To start without it, set 'fail-fast' to false.
						""");
	}

	@Test
	void startWhenCredentialHasExpiredIsExplained(CapturedOutput output) {
		String path = UnusableCredential.EXPIRED.path();
		assertNotStarted(List.of(ExpiredStore.class), "ssl.clients.bank.credential=" + path,
				"ssl.clients.bank.fail-fast=true");
		assertThat(output).contains("""
				%s.

				Action:

				Store a credential that can be used under this path. To start without it, set 'fail-fast' to false.
				""".formatted(UnusableCredential.EXPIRED.message()));
	}

	@Test
	void startWhenDatabaseRefusesConnectionsIsExplained(CapturedOutput output) {
		assertNotStarted(List.of(), withoutDatabase(FAIL_FAST, "spring.datasource.hikari.connection-timeout=250"));
		assertThat(output).contains("Credential 'Employee/asalieri/Address/1' is unavailable: "
				+ "'jpaCredentialRepository' could not be asked (org.hibernate.exception.JDBCConnectionException); see the cause, and whether the store is up.")
			.contains("See that the database is up and can be reached. To start without it, set 'fail-fast' to false.");
	}

	@Test
	void startWhenDatabaseDoesNotAnswerIsExplainedInTime(CapturedOutput output) {
		long start = System.nanoTime();
		assertNotStarted(List.of(), withoutDatabase(FAIL_FAST, "ssl.store.timeout=500ms"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
		assertThat(output).contains(
				"Credential 'Employee/asalieri/Address/1' is unavailable: the store has not answered within 500 ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'.");
	}

	@Test
	void startWhenFailFastIsOffSucceeds() {
		assertThatCode(() -> EmployeeApplication.start(withoutDatabase()).close()).doesNotThrowAnyException();
		assertThatCode(() -> EmployeeApplication
			.start(List.of(ExpiredStore.class), "ssl.credential=" + UnusableCredential.EXPIRED.path())
			.close()).doesNotThrowAnyException();
	}

	private static void assertNotStarted(List<Class<?>> configurations, String... properties) {
		assertThatThrownBy(() -> EmployeeApplication.start(configurations, properties))
			.isInstanceOf(CredentialException.class);
	}

	/** An application that starts without its database, which is at a closed port. */
	private static String[] withoutDatabase(String... properties) {
		List<String> all = new ArrayList<>(
				List.of(CREDENTIAL, "spring.datasource.url=jdbc:postgresql://localhost:%d/none".formatted(closedPort()),
						"spring.datasource.hikari.initialization-fail-timeout=-1", "spring.jpa.hibernate.ddl-auto=none",
						"spring.flyway.enabled=false", "spring.jpa.database=postgresql",
						"spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false"));
		all.addAll(List.of(properties));
		return all.toArray(String[]::new);
	}

	private static int closedPort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ExpiredStore {

		@Bean
		BlockingRepository expiredStore() {
			return new BlockingRepository(UnusableCredential.EXPIRED.recordOrThrow());
		}

	}

}
