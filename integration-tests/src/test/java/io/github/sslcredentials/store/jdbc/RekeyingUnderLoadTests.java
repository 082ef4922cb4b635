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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRekeying.Result;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many credentials are re-keyed by two instances while they are read and a partner is
 * called with them, and one of the instances is killed.
 */
@Timeout(300)
class RekeyingUnderLoadTests {

	private static final Log logger = LogFactory.getLog(RekeyingUnderLoadTests.class);

	private static final int CREDENTIALS = 10_000;

	private final byte[] newKey = new byte[EncryptionKey.LENGTH];

	private final EncryptionKeys keys = keys(this.newKey);

	@Test
	void runWhenOneInstanceIsKilledFailsNoRequestAndEndsUnderNewKey() throws Exception {
		int killedAfter = ThreadLocalRandom.current().nextInt(200, CREDENTIALS / 3);
		DevelopmentCa ca = DevelopmentCa.create();
		try (CredentialTables tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
				MutualTlsPartner partner = MutualTlsPartner.start(ca)) {
			ReadingLoad.fill(tables, ca.issueClient("asalieri"), CREDENTIALS);
			try (ReadingLoad load = ReadingLoad.start(tables, this.keys, CREDENTIALS)
				.call(partner, ca, tables, this.keys, CREDENTIALS)) {
				load.awaitReads(100);
				Process process = RekeyingProcess.start(tables.database, CredentialTables.KEY_1_BYTES, this.newKey);
				long killed = rekeyed(tables);
				try {
					awaitRekeyed(tables, 1);
					long start = System.nanoTime();
					CompletableFuture<Result> other = CompletableFuture.supplyAsync(rekeying(tables)::run);
					awaitRekeyed(tables, killedAfter);
					assertThat(process.isAlive()).as("killed while it re-keys").isTrue();
					process.destroyForcibly().waitFor();
					killed = rekeyed(tables);
					Result result = other.get();
					logger.info("Killed after %d of %d, the other one has re-keyed %d; %d ms, %d readings, %d requests"
						.formatted(killed, CREDENTIALS, result.rekeyed(),
								Duration.ofNanos(System.nanoTime() - start).toMillis(), load.reads(), load.requests()));
					assertThat(result.failures()).isEmpty();
				}
				finally {
					process.destroyForcibly().waitFor();
				}
				assertThat(killed).as("in the middle").isBetween((long) killedAfter, CREDENTIALS - 1L);
				assertThat(rekeying(tables).run()).isEqualTo(new Result(0, List.of()));
				load.awaitReads(100);
				assertThat(load.stop()).isEmpty();
				assertThat(load.requests()).isPositive();
				assertThat(partner.requests()).hasSize((int) load.requests())
					.allSatisfy((request) -> assertThat(request.seenAs()).isEqualTo("CN=asalieri"));
			}
			assertThat(rekeying(tables).keysInUse()).isEqualTo(Map.of("k2", (long) CREDENTIALS));
			assertThat(openedWithNewKey(tables)).isEqualTo(CREDENTIALS);
		}
	}

	@Test
	void runAfterOnlyInstanceWasKilledGoesOn() throws Exception {
		int count = CREDENTIALS / 5;
		try (CredentialTables tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED)) {
			ReadingLoad.fill(tables, DevelopmentCa.create().issueClient("asalieri"), count);
			Process process = RekeyingProcess.start(tables.database, CredentialTables.KEY_1_BYTES, this.newKey);
			try {
				awaitRekeyed(tables, 50);
			}
			finally {
				process.destroyForcibly().waitFor();
			}
			assertThat(rekeyed(tables)).isBetween(50L, count - 1L);
			assertThat(rekeying(tables).run().failures()).isEmpty();
			assertThat(rekeying(tables).keysInUse()).isEqualTo(Map.of("k2", (long) count));
			assertThat(openedWithNewKey(tables)).isEqualTo(count);
		}
	}

	private static void awaitRekeyed(CredentialTables tables, int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> rekeyed(tables) >= count);
	}

	private static long rekeyed(CredentialTables tables) {
		return tables.jdbc.queryForObject("select count(*) from ssl_credential where key_id = 'k2'", Long.class);
	}

	private int openedWithNewKey(CredentialTables tables) {
		ContentSealer sealer = CredentialTables
			.sealer(EncryptionKeys.of("k2", List.of(EncryptionKey.of("k2", this.newKey))));
		return tables.jdbc.query("select path, version, format, key_id, content from ssl_credential",
				(row, number) -> sealer.open(
						CredentialEnvelope.of(row.getInt("format"), row.getString("key_id"), row.getBytes("content")),
						CredentialPath.parse(row.getString("path")), row.getString("version")))
			.size();
	}

	private JdbcCredentialRekeying rekeying(CredentialTables tables) {
		return new JdbcCredentialRekeying(tables.dataSource, null, CredentialTables.TIMEOUT,
				CredentialTables.sealer(this.keys), this.keys);
	}

	private static EncryptionKeys keys(byte[] newKey) {
		new SecureRandom().nextBytes(newKey);
		return EncryptionKeys.of("k2", List.of(CredentialTables.KEY_1, EncryptionKey.of("k2", newKey)));
	}

}
