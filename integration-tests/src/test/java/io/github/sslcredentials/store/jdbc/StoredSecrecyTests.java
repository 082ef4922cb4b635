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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.ConnectionCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Nothing of a private key is in what databases and drivers write down. Each search finds
 * the keys where encryption is switched off.
 */
@Timeout(120)
class StoredSecrecyTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final ContentSealer NONE = new AesGcmSealer(EncryptionKeys.none(), false);

	private final KeySearch search = new KeySearch();

	@Test
	void fileOfH2HasNothing() throws Exception {
		assertThat(inFileOfH2(CredentialTables.SEALER)).isEmpty();
	}

	@Test
	void fileOfH2WhenEncryptionIsSwitchedOffHasKeys() throws Exception {
		assertThat(inFileOfH2(NONE)).contains("EC bytes", "RSA bytes", "EdDSA bytes");
	}

	@Test
	void dumpOfPostgresHasNothing() throws Exception {
		assertThat(inDumpOfPostgres(CredentialTables.SEALER)).isEmpty();
	}

	@Test
	void dumpOfPostgresWhenEncryptionIsSwitchedOffHasKeys() throws Exception {
		assertThat(inDumpOfPostgres(NONE)).contains("EC hexadecimal", "RSA hexadecimal", "EdDSA hexadecimal");
	}

	@Test
	void filesOfPostgresHaveNothing() throws Exception {
		assertThat(inFilesOfPostgres(CredentialTables.SEALER)).isEmpty();
	}

	@Test
	void filesOfPostgresWhenEncryptionIsSwitchedOffHaveKeys() throws Exception {
		assertThat(inFilesOfPostgres(NONE)).contains("EC bytes", "RSA bytes", "EdDSA bytes");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void logsOnH2HaveNothing(CapturedOutput output) {
		String logs = logs(TestDatabase.H2, CredentialTables.SEALER) + output;
		assertThat(this.search.in(logs)).isEmpty();
		assertThat(logs).contains("insert into ssl_credential (", "Setting SQL statement parameter value", "/*SQL",
				"X'");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void logsOnH2WhenEncryptionIsSwitchedOffHaveKeys(CapturedOutput output) {
		String logs = logs(TestDatabase.H2, NONE) + output;
		assertThat(this.search.in(logs)).contains("EC hexadecimal", "RSA hexadecimal", "EdDSA hexadecimal");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void logsOnPostgresHaveNothing(CapturedOutput output) {
		String logs = logs(TestDatabase.POSTGRES_EMBEDDED, CredentialTables.SEALER) + output;
		assertThat(this.search.in(logs)).isEmpty();
		assertThat(logs).contains("insert into ssl_credential (", "Setting SQL statement parameter value",
				"FE=> Bind(");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void logsOnPostgresWhenEncryptionIsSwitchedOffHaveKeys(CapturedOutput output) {
		String logs = logs(TestDatabase.POSTGRES_EMBEDDED, NONE) + output;
		assertThat(this.search.in(logs)).contains("EC hexadecimal", "RSA hexadecimal", "EdDSA hexadecimal");
	}

	private Set<String> inFileOfH2(ContentSealer sealer) throws IOException {
		try (CredentialTables tables = CredentialTables.create(TestDatabase.H2_FILE)) {
			use(tables, sealer);
			tables.jdbc.execute("shutdown");
			return this.search.inFiles(Path.of(tables.database.url().substring("jdbc:h2:file:".length())).getParent());
		}
	}

	private Set<String> inDumpOfPostgres(ContentSealer sealer) {
		try (CredentialTables tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED)) {
			use(tables, sealer);
			Set<String> found = new TreeSet<>();
			for (String table : new String[] { "ssl_credential", "ssl_credential_path", "ssl_credential_epoch" }) {
				byte[] dump = tables.jdbc.execute((ConnectionCallback<byte[]>) (connection) -> dump(connection, table));
				assertThat(dump).isNotEmpty();
				found.addAll(this.search.in(dump));
			}
			return found;
		}
	}

	private static byte[] dump(Connection connection, String table) {
		try {
			ByteArrayOutputStream dump = new ByteArrayOutputStream();
			connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy %s to stdout".formatted(table), dump);
			return dump.toByteArray();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The tables, and the log of what is written ahead.
	 */
	private Set<String> inFilesOfPostgres(ContentSealer sealer) throws IOException {
		Instant start = Instant.now().minusSeconds(1);
		try (CredentialTables tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED)) {
			use(tables, sealer);
			tables.jdbc.execute("checkpoint");
			return this.search.inFiles(Path.of(tables.jdbc.queryForObject("show data_directory", String.class)), start);
		}
	}

	private String logs(TestDatabase kind, ContentSealer sealer) {
		try (CredentialTables tables = CredentialTables.create(kind); TraceLog log = TraceLog.start()) {
			if (!tables.database.postgres()) {
				tables.jdbc.execute("set trace_level_system_out 3");
			}
			use(tables, sealer);
			if (!tables.database.postgres()) {
				tables.jdbc.execute("set trace_level_system_out 0");
			}
			return log.text();
		}
	}

	/**
	 * Store keys of each kind, replace and read them, and fail to store one.
	 */
	private void use(CredentialTables tables, ContentSealer sealer) {
		JdbcCredentialStore store = tables.store(sealer);
		for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
			CredentialPath path = CredentialPath.of("Merchant", algorithm.name(), "Certificate", 1);
			store.store(path, issue(algorithm).record());
			store.store(path, issue(algorithm).record());
			Credential credential = CredentialTables.opener(sealer).read(path, tables.repository().find(path));
			assertThat(credential.version()).isEqualTo("2");
			failToStore(tables, store, path);
		}
	}

	private void failToStore(CredentialTables tables, JdbcCredentialStore store, CredentialPath path) {
		tables.jdbc.update("update ssl_credential_path set last_version = 0 where path = ?", path.toString());
		assertThatException().isThrownBy(() -> store.store(path, issue(KeyAlgorithm.EC_P256).record()));
	}

	private IssuedCredential issue(KeyAlgorithm algorithm) {
		IssuedCredential issued = CA.issue().client().keyAlgorithm(algorithm).build();
		this.search.add(issued.privateKey());
		return issued;
	}

}
