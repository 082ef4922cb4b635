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

package io.github.sslcredentials.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.util.FileSystemUtils;

/**
 * The kinds of databases that tests run on. Servers are started once per JVM, when they
 * are first asked for.
 *
 * @author SSL Credentials contributors
 */
public enum TestDatabase {

	/** H2 in memory. */
	H2 {

		@Override
		public Database create() {
			return new Database("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(nextName()), "sa", "", false);
		}

	},

	/** H2 in a file, which is deleted when the JVM ends. */
	H2_FILE {

		@Override
		public Database create() {
			return new Database("jdbc:h2:file:" + directory().resolve("database"), "sa", "", false);
		}

	},

	/** A PostgreSQL that runs as a process of this machine. */
	POSTGRES_EMBEDDED {

		@Override
		public Database create() {
			return createIn(EmbeddedPostgresServer.INSTANCE.url(), "postgres", "postgres");
		}

	},

	/** A PostgreSQL in a container: skipped where Docker or its image is missing. */
	POSTGRES_CONTAINER {

		@Override
		public Database create() {
			LocalDocker.assumeImage(LocalDocker.POSTGRES_IMAGE);
			ContainerPostgresServer server = ContainerPostgresServer.INSTANCE;
			return createIn(server.url(), server.user(), server.password());
		}

	};

	private static final AtomicInteger NAMES = new AtomicInteger();

	/**
	 * Return a new, empty database.
	 * @return the database
	 */
	public abstract Database create();

	private static String nextName() {
		return "test_" + NAMES.incrementAndGet();
	}

	private static Path directory() {
		try {
			Path directory = Files.createTempDirectory("h2");
			Runtime.getRuntime()
				.addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Directory of the database cannot be made", ex);
		}
	}

	private static Database createIn(String serverUrl, String user, String password) {
		String name = nextName();
		try (Connection connection = DriverManager.getConnection(serverUrl + "postgres", user, password);
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Database '%s' cannot be created".formatted(name), ex);
		}
		return new Database(serverUrl + name, user, password, true);
	}

	/**
	 * An empty database of its own.
	 *
	 * @param url the JDBC URL
	 * @param user the user, who owns the database
	 * @param password the password of the user
	 * @param postgres whether it is a PostgreSQL
	 */
	public record Database(String url, String user, String password, boolean postgres) {
	}

}
