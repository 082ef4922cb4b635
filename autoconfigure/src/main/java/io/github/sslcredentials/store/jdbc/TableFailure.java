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
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with the shipped tables, by the SQLSTATE of a failure.
 */
final class TableFailure {

	private static final Set<String> MISSING = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");

	private static final Set<String> FORBIDDEN = Set.of("42501", "90096");

	private static final Set<String> READ_ONLY = Set.of("25006", "90097");

	private final DataSource dataSource;

	TableFailure(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	String explain(Throwable thrown) {
		String state = state(thrown);
		if (state != null && MISSING.contains(state)) {
			return missing();
		}
		if (state != null && FORBIDDEN.contains(state)) {
			return "the database user has no permission on the table '%s'; run the script 'grants-postgresql.sql', and grant the user 'ssl_credentials_reader' or 'ssl_credentials_operator'"
				.formatted(CredentialTable.NAME);
		}
		if (state != null && READ_ONLY.contains(state)) {
			return "the database is read-only, as a replica is; write to the primary one";
		}
		return "the table '%s' could not be asked (%s); see the cause, and whether the database is up"
			.formatted(CredentialTable.NAME, thrown.getClass().getName());
	}

	private String missing() {
		try (Connection connection = this.dataSource.getConnection()) {
			Set<String> schemas = schemas(connection.getMetaData());
			if (!schemas.isEmpty()) {
				return "the table '%s' is not in the schema in which it is looked for, but in '%s'; set 'ssl.store.jdbc.schema'"
					.formatted(CredentialTable.NAME, String.join("', '", schemas));
			}
			return "there is no table '%s'; set 'ssl.store.initialize-schema' to 'always', or run the script 'schema-%s.sql'"
				.formatted(CredentialTable.NAME,
						connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
		}
		catch (SQLException ex) {
			return "there is no table '%s'".formatted(CredentialTable.NAME);
		}
	}

	private static Set<String> schemas(DatabaseMetaData metaData) throws SQLException {
		Set<String> schemas = new TreeSet<>();
		String name = metaData.storesUpperCaseIdentifiers() ? CredentialTable.NAME.toUpperCase(Locale.ROOT)
				: CredentialTable.NAME;
		try (ResultSet tables = metaData.getTables(null, null, name, null)) {
			while (tables.next()) {
				if (name.equals(tables.getString("TABLE_NAME"))) {
					schemas.add(String.valueOf(tables.getString("TABLE_SCHEM")));
				}
			}
		}
		return schemas;
	}

	static @Nullable String state(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql) {
				return sql.getSQLState();
			}
		}
		return null;
	}

}
