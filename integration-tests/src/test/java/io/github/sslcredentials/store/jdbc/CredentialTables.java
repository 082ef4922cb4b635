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

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.loading.RecordOpener;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The shipped table in a database of its own.
 */
final class CredentialTables implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(20);

	static final byte[] KEY_1_BYTES = keyBytes();

	static final EncryptionKey KEY_1 = EncryptionKey.of("k1", KEY_1_BYTES);

	static final EncryptionKey KEY_2 = key("k2");

	static final ContentSealer SEALER = sealer(EncryptionKeys.of("k1", List.of(KEY_1)));

	final Database database;

	final HikariDataSource dataSource;

	final JdbcTemplate jdbc;

	private CredentialTables(Database database) {
		this.database = database;
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(database.url());
		this.dataSource.setUsername(database.user());
		this.dataSource.setPassword(database.password());
		this.dataSource.setMaximumPoolSize(10);
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	/**
	 * Make the tables by the script.
	 */
	static CredentialTables create(TestDatabase kind) {
		CredentialTables tables = new CredentialTables(kind.create());
		tables.runScript("schema-%s.sql".formatted(tables.database.postgres() ? "postgresql" : "h2"));
		return tables;
	}

	void runScript(String name) {
		new ResourceDatabasePopulator(new ClassPathResource("io/github/sslcredentials/store/jdbc/" + name))
			.execute(this.dataSource);
	}

	JdbcCredentialRepository repository() {
		return new JdbcCredentialRepository(this.dataSource, null, TIMEOUT);
	}

	JdbcCredentialStore store() {
		return store(this.dataSource, SEALER);
	}

	JdbcCredentialStore store(ContentSealer sealer) {
		return store(this.dataSource, sealer);
	}

	static JdbcCredentialStore store(DataSource dataSource, ContentSealer sealer) {
		return new JdbcCredentialStore(dataSource, null, TIMEOUT, sealer, opener(sealer)::read, (path) -> {
		});
	}

	static RecordOpener opener(ContentSealer sealer) {
		return new RecordOpener(sealer, new CredentialReader(Clock.systemUTC(), () -> null));
	}

	static ContentSealer sealer(EncryptionKeys keys) {
		return new AesGcmSealer(keys, true);
	}

	static EncryptionKey key(String id) {
		return EncryptionKey.of(id, keyBytes());
	}

	private static byte[] keyBytes() {
		byte[] bytes = new byte[EncryptionKey.LENGTH];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

	/**
	 * A database that nothing listens for.
	 */
	static HikariDataSource unreachable() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl("jdbc:postgresql://localhost:1/nothing");
		dataSource.setConnectionTimeout(250);
		dataSource.setInitializationFailTimeout(-1);
		return dataSource;
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
