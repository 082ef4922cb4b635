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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.DevelopmentCa;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is said where the shipped table is not as it should be.
 */
class TableFailureTests {

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/42/Certificate/1");

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final String NO_PERMISSION = "the database user has no permission on the table 'ssl_credential'; run the script 'grants-postgresql.sql', and grant the user 'ssl_credentials_reader' or 'ssl_credentials_operator'";

	private CredentialTables tables;

	@AfterEach
	void close() {
		if (this.tables != null) {
			this.tables.close();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES_CONTAINER")
	void findWhenThereIsNoTableSaysHowToMakeIt(TestDatabase kind) {
		this.tables = CredentialTables.create(kind);
		this.tables.jdbc.execute("drop table ssl_credential");
		this.tables.jdbc.execute("drop table ssl_credential_epoch");
		assertUnavailable(() -> this.tables.repository().find(PATH),
				"there is no table 'ssl_credential'; set 'ssl.store.initialize-schema' to 'always', or run the script 'schema-%s.sql'"
					.formatted(this.tables.database.postgres() ? "postgresql" : "h2"));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES_CONTAINER")
	void findWhenTableIsInOtherSchemaSaysWhere(TestDatabase kind) {
		this.tables = CredentialTables.create(kind);
		this.tables.jdbc.execute("create schema elsewhere");
		JdbcCredentialRepository repository = new JdbcCredentialRepository(this.tables.dataSource, "elsewhere",
				CredentialTables.TIMEOUT);
		assertUnavailable(() -> repository.find(PATH),
				"the table 'ssl_credential' is not in the schema in which it is looked for, but in '%s'; set 'ssl.store.jdbc.schema'"
					.formatted(this.tables.database.postgres() ? "public" : "PUBLIC"));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES_CONTAINER")
	void findWhenSchemaHasOtherVersionSaysSo(TestDatabase kind) {
		this.tables = CredentialTables.create(kind);
		this.tables.jdbc.execute("update ssl_credential_epoch set schema_version = 7");
		assertUnavailable(() -> this.tables.repository().find(PATH),
				"the schema of the table 'ssl_credential' has the version 7, but this version of the library works with 1; run the migration that its upgrade notes name");
	}

	@Test
	void findWhenUserHasNoPermissionSaysSo() throws SQLException {
		this.tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
		try (HikariDataSource nobody = user("nobody", null)) {
			assertUnavailable(() -> new JdbcCredentialRepository(nobody, null, CredentialTables.TIMEOUT).find(PATH),
					NO_PERMISSION);
		}
	}

	@Test
	void readerReadsAndDoesNotWrite() throws SQLException {
		this.tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
		this.tables.runScript("grants-postgresql.sql");
		this.tables.store().store(PATH, CA.issueClient("client").record());
		try (HikariDataSource reader = user("reader", "ssl_credentials_reader")) {
			JdbcCredentialRepository repository = new JdbcCredentialRepository(reader, null, CredentialTables.TIMEOUT);
			assertThat(repository.find(PATH)).isNotNull();
			assertThat(repository.versions(List.of(PATH))).containsOnlyKeys(PATH);
			JdbcCredentialStore store = CredentialTables.store(reader, CredentialTables.SEALER);
			assertThat(store.list(null, 1)).hasSize(1);
			assertThat(
					new JdbcExpiryNotices(reader, null, CredentialTables.TIMEOUT).claim(PATH, "1", Duration.ofDays(1)))
				.isTrue();
			assertUnavailable(() -> store.store(PATH, CA.issueClient("other").record()), NO_PERMISSION);
			assertUnavailable(() -> store.revoke(PATH, "1"), NO_PERMISSION);
			assertUnavailable(() -> store.delete(PATH), NO_PERMISSION);
		}
	}

	@Test
	void operatorStoresRevokesRekeysAndDeletes() throws SQLException {
		this.tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
		this.tables.runScript("grants-postgresql.sql");
		this.tables.runScript("grants-postgresql.sql");
		try (HikariDataSource operator = user("operator", "ssl_credentials_operator")) {
			JdbcCredentialStore store = CredentialTables.store(operator, CredentialTables.SEALER);
			store.store(PATH, CA.issueClient("client").record());
			store.store(PATH, CA.issueClient("client").record());
			store.revoke(PATH, "1");
			assertThat(this.tables.repository().find(PATH)).isNotNull();
			EncryptionKeys keys = EncryptionKeys.of("k2", List.of(CredentialTables.KEY_1, CredentialTables.KEY_2));
			assertThat(new JdbcCredentialRekeying(operator, null, CredentialTables.TIMEOUT,
					CredentialTables.sealer(keys), keys)
				.run()
				.rekeyed()).isEqualTo(2);
			assertThat(store.delete(PATH)).isTrue();
		}
	}

	@Test
	void findWhenDatabaseCannotBeReachedSaysSo() {
		try (HikariDataSource unreachable = CredentialTables.unreachable()) {
			assertUnavailable(
					() -> new JdbcCredentialRepository(unreachable, null, CredentialTables.TIMEOUT).find(PATH),
					"the table 'ssl_credential' could not be asked (org.springframework.transaction.CannotCreateTransactionException); see the cause, and whether the database is up");
		}
	}

	private static void assertUnavailable(ThrowingCallable call, String problem) {
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(call)
			.withMessage("Credential 'Merchant/42/Certificate/1' is unavailable: " + problem);
	}

	private HikariDataSource user(String name, String role) throws SQLException {
		String user = name + "_" + this.tables.database.url().replaceAll(".*/", "");
		try (Connection connection = this.tables.dataSource.getConnection()) {
			connection.createStatement().execute("create user %s password 'x'".formatted(user));
			if (role != null) {
				connection.createStatement().execute("grant %s to %s".formatted(role, user));
			}
		}
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(this.tables.database.url());
		dataSource.setUsername(user);
		dataSource.setPassword("x");
		return dataSource;
	}

}
