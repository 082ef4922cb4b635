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

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRekeying.Result;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Re-keying from the key k1 to the key k2.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractRekeyingTests {

	private static final IssuedCredential ISSUED = DevelopmentCa.create().issueClient("asalieri");

	private static final EncryptionKeys BOTH = EncryptionKeys.of("k2",
			List.of(CredentialTables.KEY_1, CredentialTables.KEY_2));

	private static final ContentSealer NEW_ONLY = CredentialTables
		.sealer(EncryptionKeys.of("k2", List.of(CredentialTables.KEY_2)));

	private static final String NOT_OPENED_BY_K2 = "Credential '%s', version 1, cannot be used: its content does not open with the key 'k2': it was changed, it belongs to another path or version, or the key is another one of that id";

	private final TestDatabase kind;

	private CredentialTables tables;

	AbstractRekeyingTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.tables = CredentialTables.create(this.kind);
	}

	@AfterAll
	void stop() {
		if (this.tables != null) {
			this.tables.close();
		}
	}

	@BeforeEach
	void deleteAll() {
		this.tables.jdbc.update("delete from ssl_credential");
		this.tables.jdbc.update("delete from ssl_credential_path");
	}

	@Test
	void runSealsAllUnderPrimaryKeyAndChangesNothingElse() {
		storeVersions();
		List<StoredCredential> before = metadata();
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k1", 6L));
		assertThat(rekeying().run()).isEqualTo(new Result(6, List.of()));
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 6L));
		assertThat(metadata()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("keyId")
			.containsExactlyElementsOf(before)
			.allMatch((stored) -> "k2".equals(stored.keyId()));
		assertOpens(NEW_ONLY, path(1), path(2), path(3));
	}

	@Test
	void runSealsVersionsThatAreNotInForceToo() {
		storeVersions();
		rekeying().run();
		this.tables.jdbc.update("update ssl_credential set state = 'retired' where state = 'active'");
		this.tables.jdbc.update("update ssl_credential set state = 'active' where version = 1");
		assertOpens(NEW_ONLY, path(1), path(2), path(3));
	}

	@Test
	void runAgainDoesNothing() {
		storeVersions();
		rekeying().run();
		List<Map<String, Object>> before = rows();
		assertThat(rekeying().run()).isEqualTo(new Result(0, List.of()));
		assertSame(rows(), before);
	}

	@Test
	void runGoesBeyondOneBatch() {
		fill(250);
		assertThat(rekeying().run()).isEqualTo(new Result(250, List.of()));
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 250L));
	}

	@Test
	void runByTwoWhileCredentialsAreReadFailsNoReading() throws Exception {
		fill(400);
		List<StoredCredential> before = metadata();
		ExecutorService instances = Executors.newFixedThreadPool(2);
		try (ReadingLoad load = ReadingLoad.start(this.tables, BOTH, 400)) {
			load.awaitReads(50);
			List<Future<Result>> runs = List.of(instances.submit(rekeying()::run), instances.submit(rekeying()::run));
			int done = 0;
			for (Future<Result> run : runs) {
				assertThat(run.get().failures()).isEmpty();
				done += run.get().rekeyed();
			}
			load.awaitReads(50);
			assertThat(done).isEqualTo(400);
			assertThat(load.stop()).isEmpty();
		}
		finally {
			instances.shutdownNow();
		}
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 400L));
		assertThat(metadata()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("keyId")
			.containsExactlyElementsOf(before);
	}

	@Test
	void runWhenVersionsAreStoredMeanwhileLosesNone() throws Exception {
		fill(200);
		ExecutorService instance = Executors.newSingleThreadExecutor();
		try {
			Future<Result> run = instance.submit(rekeying()::run);
			JdbcCredentialStore oldInstance = this.tables.store(CredentialTables.SEALER);
			for (int i = 0; i < 20; i++) {
				oldInstance.store(ReadingLoad.path(i), ISSUED.record());
			}
			assertThat(run.get().failures()).isEmpty();
		}
		finally {
			instance.shutdownNow();
		}
		rekeying().run();
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 220L));
		assertThat(this.tables.repository().find(ReadingLoad.path(7)).version()).isEqualTo("2");
		assertOpens(NEW_ONLY, ReadingLoad.path(0), ReadingLoad.path(7), ReadingLoad.path(199));
	}

	@Test
	void runWhenRowsDoNotOpenReportsAndLeavesThem() {
		storeVersions();
		String hash = HexFormat.of().formatHex(CredentialTable.hash(path(3)));
		this.tables.jdbc.update("update ssl_credential set format = 2 where path = ? and version = 1",
				path(1).toString());
		this.tables.jdbc.update("update ssl_credential set key_id = 'k9' where path = ? and version = 2",
				path(2).toString());
		this.tables.jdbc.update("update ssl_credential set path = 'no path' where path_hash = ? and version = 1",
				CredentialTable.hash(path(3)));
		List<Map<String, Object>> before = rows("key_id = 'k9' or format = 2 or path = 'no path'");
		Result result = rekeying().run();
		assertThat(result.rekeyed()).isEqualTo(3);
		assertThat(result.failures()).extracting(InvalidCredentialException::getMessage)
			.containsExactlyInAnyOrder(
					"Credential '%s', version 1, cannot be used: its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id"
						.formatted(path(1)),
					"Credential '%s', version 2, cannot be used: its content is sealed under the key 'k9', which is not known (known: 'k1', 'k2'); set 'ssl.encryption.keys.k9'"
						.formatted(path(2)),
					"Credential 'path_hash/%s', version 1, cannot be used: its row bears the path of another credential"
						.formatted(hash));
		assertSame(rows("key_id <> 'k2'"), before);
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k1", 2L, "k2", 3L, "k9", 1L));
	}

	@Test
	void runWhenNewKeyDoesNotOpenItsOwnWritingChangesNothing() {
		storeVersions();
		List<Map<String, Object>> before = rows();
		ContentSealer good = CredentialTables.sealer(BOTH);
		assertChangesNothing(new SealerDouble(good, (envelope) -> {
			byte[] content = envelope.content();
			content[20] ^= 1;
			return CredentialEnvelope.of(envelope.format(), envelope.keyId(), content);
		}), "k2", before,
				"its content does not open with the key 'k2': it was changed, it belongs to another path or version, or the key is another one of that id");
		assertChangesNothing(
				new SealerDouble(good,
						(envelope) -> CredentialEnvelope.of(CredentialEnvelope.SEALED, "k9", envelope.content())),
				"k9", before,
				"its content is sealed under the key 'k9', which is not known (known: 'k1', 'k2'); set 'ssl.encryption.keys.k9'");
	}

	@Test
	void runWhenSealedContentOpensAsAnotherChangesNothing() {
		storeVersions();
		List<Map<String, Object>> before = rows();
		ContentSealer good = CredentialTables.sealer(BOTH);
		assertChangesNothing(new SealerDouble(good, (envelope) -> envelope) {

			@Override
			public CredentialEnvelope seal(int format, byte[] content, CredentialPath path, String version) {
				return good.seal(format, new byte[content.length], path, version);
			}

		}, "k2", before,
				"its content, sealed under the key 'k2', does not open as it was; it was left under the key before");
		assertChangesNothing(CredentialTables.SEALER, "k1", before,
				"its content, sealed under the key 'k1', does not open as it was; it was left under the key before");
	}

	@Test
	void runWhenContentIsPlainSealsIt() {
		AesGcmSealer none = new AesGcmSealer(EncryptionKeys.none(), false);
		for (int i = 1; i <= 3; i++) {
			this.tables.store(none).store(path(i), ISSUED.record());
		}
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("", 3L));
		Result refused = rekeying().run();
		assertThat(refused.rekeyed()).isZero();
		assertThat(refused.failures()).hasSize(3)
			.allMatch((ex) -> ex.reason() == InvalidCredentialException.Reason.NOT_SEALED);
		EncryptionKeys newKey = EncryptionKeys.of("k2", List.of(CredentialTables.KEY_2));
		assertThat(rekeying(new AesGcmSealer(newKey, false), newKey).run()).isEqualTo(new Result(3, List.of()));
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 3L));
		assertOpens(NEW_ONLY, path(1), path(2), path(3));
	}

	@Test
	void runWhenContentIsPlainThoughItNamesThePrimaryKeySealsIt() {
		this.tables.store(new AesGcmSealer(EncryptionKeys.none(), false)).store(path(1), ISSUED.record());
		this.tables.jdbc.update("update ssl_credential set key_id = 'k2'");
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("", 1L));
		assertThat(rekeying(new AesGcmSealer(BOTH, false), BOTH).run()).isEqualTo(new Result(1, List.of()));
		assertOpens(NEW_ONLY, path(1));
	}

	@Test
	void runWhenRowUnderPrimaryKeyWasChangedReportsItAndGoesOn() {
		storeVersions();
		this.tables.store(NEW_ONLY).store(path(4), ISSUED.record());
		this.tables.store(NEW_ONLY).store(path(5), ISSUED.record());
		this.tables.jdbc.update("update ssl_credential set format = 2 where path = ?", path(4).toString());
		List<Map<String, Object>> before = rows("format = 2");
		Result result = rekeying().run();
		assertThat(result.rekeyed()).isEqualTo(6);
		assertThat(result.failures()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessage(NOT_OPENED_BY_K2, path(4)));
		assertSame(rows("format = 2"), before);
		assertThat(rekeying().keysInUse()).isEqualTo(Map.of("k2", 8L));
		assertOpens(NEW_ONLY, path(1), path(2), path(3), path(5));
	}

	@Test
	void runWhenPrimaryKeyIsAnotherOfItsIdReportsAllUnderItAndSealsNothing() {
		storeVersions();
		for (int i = 4; i <= 153; i++) {
			this.tables.store(NEW_ONLY).store(path(i), ISSUED.record());
		}
		List<Map<String, Object>> before = rows();
		EncryptionKeys other = EncryptionKeys.of("k2", List.of(CredentialTables.KEY_1, CredentialTables.key("k2")));
		Result result = rekeying(CredentialTables.sealer(other), other).run();
		assertThat(result.rekeyed()).isZero();
		assertThat(result.failures()).hasSize(150)
			.allSatisfy((ex) -> assertThat(ex).hasMessage(NOT_OPENED_BY_K2, ex.path()));
		assertSame(rows(), before);
		assertThat(rekeying().run()).isEqualTo(new Result(6, List.of()));
		assertOpens(NEW_ONLY, path(1), path(2), path(3), path(4), path(153));
	}

	@Test
	void runWhenThereIsNoKeyThrows() {
		assertThatIllegalStateException()
			.isThrownBy(() -> rekeying(CredentialTables.SEALER, EncryptionKeys.none()).run())
			.withMessage("Credentials cannot be re-keyed: there is no key, set 'ssl.encryption.keys.<id>'");
	}

	private void assertChangesNothing(ContentSealer sealer, String keyId, List<Map<String, Object>> before,
			String problem) {
		Result result = rekeying(sealer, BOTH).run();
		assertThat(result.rekeyed()).isZero();
		assertThat(result.failures()).hasSize(6)
			.allSatisfy((ex) -> assertThat(ex).hasMessage("Credential '%s', version %s, cannot be used: %s", ex.path(),
					ex.version(), problem));
		assertThat(problem).contains("'" + keyId + "'");
		assertSame(rows(), before);
	}

	private static void assertSame(List<Map<String, Object>> rows, List<Map<String, Object>> before) {
		assertThat(rows).usingRecursiveComparison().isEqualTo(before);
	}

	private void assertOpens(ContentSealer sealer, CredentialPath... paths) {
		for (CredentialPath path : paths) {
			assertThat(CredentialTables.opener(sealer).read(path, this.tables.repository().find(path)).privateKey())
				.isEqualTo(ISSUED.privateKey());
		}
	}

	/**
	 * Three paths with two versions each: one retired and one active, or revoked.
	 */
	private void storeVersions() {
		for (int i = 1; i <= 3; i++) {
			this.tables.store().store(path(i), ISSUED.record());
			this.tables.store().store(path(i), ISSUED.record());
		}
		this.tables.store().revoke(path(3), "1");
	}

	private void fill(int count) {
		ReadingLoad.fill(this.tables, ISSUED, count);
	}

	private List<StoredCredential> metadata() {
		List<StoredCredential> metadata = new ArrayList<>();
		for (StoredCredential stored : this.tables.store().list(null, 1000)) {
			metadata.addAll(this.tables.store().versions(stored.path(), null, 10));
		}
		return metadata;
	}

	private List<Map<String, Object>> rows() {
		return rows("1 = 1");
	}

	private List<Map<String, Object>> rows(String condition) {
		return this.tables.jdbc
			.queryForList("select * from ssl_credential where %s order by path_hash, version".formatted(condition));
	}

	private JdbcCredentialRekeying rekeying() {
		return rekeying(CredentialTables.sealer(BOTH), BOTH);
	}

	private JdbcCredentialRekeying rekeying(ContentSealer sealer, EncryptionKeys keys) {
		return new JdbcCredentialRekeying(this.tables.dataSource, null, CredentialTables.TIMEOUT, sealer, keys);
	}

	private static CredentialPath path(int id) {
		return CredentialPath.of("Merchant", id, "Certificate", 1);
	}

}
