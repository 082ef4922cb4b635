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

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that lets asalieri in by TLS only, with a client certificate of this name
 * (method {@code cert}), and the owner of the test without.
 */
final class PostgresServer implements AutoCloseable {

	private final EmbeddedPostgres postgres;

	private PostgresServer(EmbeddedPostgres postgres) {
		this.postgres = postgres;
	}

	static PostgresServer start(Path folder, IssuedCredential credential, DevelopmentCa clients)
			throws IOException, SQLException {
		Path home = Files.createTempDirectory(folder, "postgres");
		Path key = home.resolve("server.key");
		Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		PostgresServer server = new PostgresServer(EmbeddedPostgres.builder()
			.setServerConfig("ssl", "on")
			.setServerConfig("ssl_cert_file", write(home.resolve("server.crt"), credential.certificateChainPem()))
			.setServerConfig("ssl_key_file", write(key, credential.privateKeyPem()))
			.setServerConfig("ssl_ca_file", write(home.resolve("clients.crt"), clients.certificatePem()))
			.setServerConfig("hba_file", write(home.resolve("hba.conf"), """
					hostnossl all postgres all trust
					hostssl all asalieri all cert
					"""))
			.start());
		server.asOwner("CREATE USER asalieri");
		return server;
	}

	String url() {
		return "jdbc:postgresql://localhost:%d/postgres".formatted(this.postgres.getPort());
	}

	/**
	 * Return the serial number of the certificate that PostgreSQL has seen on a
	 * connection.
	 */
	static @Nullable BigInteger seenSerialNumber(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement
					.executeQuery("SELECT client_serial FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
			result.next();
			return (result.getBigDecimal(1) != null) ? result.getBigDecimal(1).toBigInteger() : null;
		}
	}

	/**
	 * Return how many connections of asalieri have come about.
	 */
	int connections() throws SQLException {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement
					.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE usename = 'asalieri'")) {
			result.next();
			return result.getInt(1);
		}
	}

	@Override
	public void close() throws IOException {
		this.postgres.close();
	}

	private void asOwner(String sql) throws SQLException {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String write(Path file, String text) throws IOException {
		return Files.writeString(file, text, StandardCharsets.US_ASCII).toString();
	}

}
