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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An instance of its own, in a JVM of its own, that re-keys.
 */
final class RekeyingProcess {

	private RekeyingProcess() {
	}

	/**
	 * Start a JVM that re-keys from the key k1 to the key k2.
	 */
	static Process start(Database database, byte[] oldKey, byte[] newKey) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				RekeyingProcess.class.getName(), database.url(), database.user(), database.password());
		builder.environment().put("OLD_KEY", Base64.getEncoder().encodeToString(oldKey));
		builder.environment().put("NEW_KEY", Base64.getEncoder().encodeToString(newKey));
		return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
	}

	public static void main(String[] arguments) throws Exception {
		DriverManagerDataSource server = new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]);
		EncryptionKeys keys = EncryptionKeys.of("k2", List.of(key("k1", "OLD_KEY"), key("k2", "NEW_KEY")));
		SingleConnectionDataSource dataSource = new SingleConnectionDataSource(server.getConnection(), true);
		new JdbcCredentialRekeying(dataSource, null, CredentialTables.TIMEOUT, CredentialTables.sealer(keys), keys)
			.run();
		dataSource.destroy();
	}

	private static EncryptionKey key(String id, String variable) {
		return EncryptionKey.of(id, Base64.getDecoder().decode(System.getenv(variable)));
	}

}
