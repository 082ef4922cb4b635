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

package io.github.sslcredentials.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL process, which ends with the JVM.
 *
 * @author SSL Credentials contributors
 */
final class EmbeddedPostgresServer {

	static final EmbeddedPostgresServer INSTANCE = new EmbeddedPostgresServer();

	static final String USER = "postgres";

	private final EmbeddedPostgres postgres;

	private EmbeddedPostgresServer() {
		try {
			this.postgres = EmbeddedPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL cannot be started", ex);
		}
	}

	/** Returns the URL of the new database. */
	String createDatabase(String name) {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
			return "jdbc:postgresql://localhost:%d/%s".formatted(this.postgres.getPort(), name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Database '%s' cannot be created".formatted(name), ex);
		}
	}

}
