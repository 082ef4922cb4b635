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

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Makes the shipped table. On PostgreSQL this is one transaction, and instances that
 * start at the same time wait for each other.
 */
final class CredentialSchemaInitializer extends DataSourceScriptDatabaseInitializer {

	private static final String PROPERTY = SslCredentialsProperties.PREFIX + ".store.initialize-schema";

	private static final String LOCATION = "classpath:io/github/sslcredentials/store/jdbc/schema-%s.sql";

	private static final int LOCK_SECONDS = 20;

	private static final long LOCK = 0x73736c63_72656465L;

	private final StoreDataSource dataSource;

	private final @Nullable String schema;

	CredentialSchemaInitializer(StoreDataSource dataSource, DatabaseInitializationMode mode, @Nullable String schema) {
		super(dataSource.get(), settings(dataSource, mode));
		this.dataSource = dataSource;
		this.schema = schema;
	}

	private static DatabaseInitializationSettings settings(StoreDataSource dataSource,
			DatabaseInitializationMode mode) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(mode);
		if (mode != DatabaseInitializationMode.NEVER) {
			settings.setSchemaLocations(List.of(location(dataSource.url(), mode)));
		}
		return settings;
	}

	private static String location(DatabaseUrl url, DatabaseInitializationMode mode) {
		if (mode == DatabaseInitializationMode.ALWAYS && !url.isPostgres() && !url.isH2()) {
			throw new SslCredentialsPropertyException(PROPERTY,
					"the table 'ssl_credential' can be made on H2 and PostgreSQL, but this is " + url,
					"Make the table yourself, and set the property to 'never'.");
		}
		return LOCATION.formatted(url.isPostgres() ? "postgresql" : "h2");
	}

	@Override
	protected boolean isEmbeddedDatabase() {
		return this.dataSource.url().isEmbedded();
	}

	@Override
	protected void runScripts(Scripts scripts) {
		try (Connection connection = this.dataSource.get().getConnection()) {
			boolean autoCommit = connection.getAutoCommit();
			connection.setAutoCommit(false);
			try {
				if (this.dataSource.url().isPostgres()) {
					runOnPostgres(connection, scripts);
				}
				else {
					runInSchema(connection, scripts);
				}
				connection.commit();
			}
			finally {
				connection.rollback();
				connection.setAutoCommit(autoCommit);
			}
		}
		catch (SQLException | DataAccessException ex) {
			throw new SslCredentialsPropertyException(PROPERTY,
					"the table 'ssl_credential' could not be made: "
							+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
					"See that the database is up. If its user may not make tables, run the script '%s' as one who may, and set the property to 'never'."
						.formatted(LOCATION.formatted(this.dataSource.url().isPostgres() ? "postgresql" : "h2")),
					ex);
		}
	}

	/**
	 * What is set is so for this transaction only. Tables that are there are left alone:
	 * to make their trigger again would wait for all who write.
	 */
	private void runOnPostgres(Connection connection, Scripts scripts) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			if (this.schema != null) {
				statement.execute("set local search_path to " + this.schema);
			}
			statement.execute("set local lock_timeout to '%ds'".formatted(LOCK_SECONDS));
			statement.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
			try (ResultSet table = statement.executeQuery("select to_regclass('ssl_credential') is null")) {
				if (table.next() && table.getBoolean(1)) {
					populate(connection, scripts);
				}
			}
		}
	}

	private void runInSchema(Connection connection, Scripts scripts) throws SQLException {
		String before = connection.getSchema();
		if (this.schema != null) {
			connection.setSchema(folded(this.schema, connection.getMetaData()));
		}
		try {
			populate(connection, scripts);
		}
		finally {
			if (this.schema != null) {
				connection.setSchema(before);
			}
		}
	}

	private static void populate(Connection connection, Scripts scripts) {
		ResourceDatabasePopulator populator = new ResourceDatabasePopulator();
		for (Resource script : scripts) {
			populator.addScript(script);
		}
		populator.populate(connection);
	}

	/**
	 * Write the name as the database does that is given it without quotes.
	 */
	private static String folded(String name, DatabaseMetaData metaData) throws SQLException {
		if (metaData.storesUpperCaseIdentifiers()) {
			return name.toUpperCase(Locale.ROOT);
		}
		return metaData.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
	}

}
