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

import java.util.List;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.CredentialStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contract of the shipped table, and what it keeps where others write to it.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractCredentialTableTests extends CredentialStoreContract {

	private final TestDatabase kind;

	private CredentialTables tables;

	private final HikariDataSource unreachable = CredentialTables.unreachable();

	AbstractCredentialTableTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.tables = CredentialTables.create(this.kind);
	}

	@AfterAll
	void stop() {
		this.unreachable.close();
		if (this.tables != null) {
			this.tables.close();
		}
	}

	@Override
	protected CredentialRepository repository() {
		return this.tables.repository();
	}

	@Override
	protected CredentialRepository unreachable() {
		return new JdbcCredentialRepository(this.unreachable, null, CredentialTables.TIMEOUT);
	}

	@Override
	protected CredentialStore store() {
		return this.tables.store();
	}

	@Override
	protected CredentialStore unreachableStore() {
		return CredentialTables.store(this.unreachable, CredentialTables.SEALER);
	}

	@Override
	protected ContentSealer sealer() {
		return CredentialTables.SEALER;
	}

	@Override
	protected CredentialPath path(String id) {
		return CredentialPath.of("Merchant", id, "Certificate", 1);
	}

	/**
	 * A version that is stored, and put in force by hand.
	 */
	@Override
	protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
		store().store(path, record);
		transaction().executeWithoutResult((status) -> {
			update("update ssl_credential set state = 'retired' where path = ? and version = 2", path);
			update("update ssl_credential set state = 'active' where path = ? and version = 1", path);
		});
		transaction().executeWithoutResult((status) -> {
			update("update ssl_credential set state = 'retired' where path = ? and version = 1", path);
			update("update ssl_credential set state = 'active' where path = ? and version = 2", path);
			beforeCommit.run();
		});
	}

	/** Up to the longest path there can be, in one, two and three bytes a character. */
	@Override
	protected Stream<String> hostileIds() {
		int longest = CredentialPath.MAX_LENGTH - path("x").toString().length() + 1;
		return Stream.concat(super.hostileIds(),
				Stream.of("x".repeat(longest), "\u00e9".repeat(longest), "\u6771".repeat(longest)));
	}

	@Test
	void stateWhenChangedByHandRaisesSequence() {
		CredentialPath path = path("byhand");
		long first = store().store(path, CA.issueClient("a").record()).sequence();
		long second = store().store(path, CA.issueClient("b").record()).sequence();
		transaction().executeWithoutResult((status) -> {
			update("update ssl_credential set state = 'retired' where path = ? and version = 2", path);
			update("update ssl_credential set state = 'active' where path = ? and version = 1", path);
		});
		StoredCredential rolledBack = store().versions(path, null, 2).get(1);
		assertThat(find(path).version()).isEqualTo("1");
		assertThat(rolledBack.sequence()).isGreaterThan(second).isGreaterThan(first);
		assertThat(rolledBack.changedAt()).isAfterOrEqualTo(rolledBack.storedAt());
	}

	@Test
	void sequenceWhenSetByHandStays() {
		CredentialPath path = path("forged");
		long sequence = store().store(path, CA.issueClient("a").record()).sequence();
		update("update ssl_credential set sequence = 99 where path = ?", path);
		assertThat(store().versions(path, null, 1).get(0).sequence()).isEqualTo(sequence);
	}

	@Test
	void storeWhenKeyIsAnotherOfItsIdWritesNothing() {
		CredentialPath known = path("known key");
		CredentialPath unknown = path("other key");
		CredentialStore other = this.tables.store(sealer("k8"));
		CredentialStore right = this.tables.store(sealer("k8"));
		StoredCredential stored = right.store(known, CA.issueClient("a").record());
		for (CredentialPath path : List.of(known, unknown)) {
			assertThatExceptionOfType(CredentialUnavailableException.class)
				.isThrownBy(() -> other.store(path, CA.issueClient("b").record()))
				.withMessage(
						"Credential '%s' is unavailable: the key 'k8' is not the one that the table's versions are sealed under, nothing was stored; see that 'ssl.encryption.keys.k8' has the same bytes on all instances",
						path);
		}
		assertThat(store().versions(known, null, 2)).containsExactly(stored);
		assertThat(store().versions(unknown, null, 1)).isEmpty();
		assertThat(this.tables.jdbc.queryForObject("select count(*) from ssl_credential_path where path = ?",
				Integer.class, unknown.toString()))
			.isZero();
		assertThat(right.store(known, CA.issueClient("b").record()).version()).isEqualTo("2");
		assertThat(right.store(unknown, CA.issueClient("b").record()).version()).isEqualTo("1");
	}

	@Test
	void storeWhenSomeVersionsUnderTheKeyWereChangedStores() {
		CredentialStore right = this.tables.store(sealer("k7"));
		for (String id : List.of("changed 1", "changed 2", "unchanged")) {
			right.store(path(id), CA.issueClient("a").record());
		}
		update("update ssl_credential set content = content || content where path = ?", path("changed 1"));
		update("update ssl_credential set content = content || content where path = ?", path("changed 2"));
		assertThat(right.store(path("after change"), CA.issueClient("a").record()).version()).isEqualTo("1");
	}

	@Test
	void storeWhenContentIsNotSealedComparesNoKey() {
		CredentialStore plain = this.tables.store(new AesGcmSealer(EncryptionKeys.none(), false));
		assertThat(plain.store(path("plain"), CA.issueClient("a").record()).keyId()).isEmpty();
		assertThat(plain.store(path("plain"), CA.issueClient("a").record()).version()).isEqualTo("2");
	}

	@Test
	void secondActiveVersionIsRefused() {
		CredentialPath path = path("twofold");
		store().store(path, CA.issueClient("a").record());
		store().store(path, CA.issueClient("b").record());
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> update("update ssl_credential set state = 'active' where path = ?", path));
	}

	@Test
	void unknownStateIsRefused() {
		CredentialPath path = path("stateless");
		store().store(path, CA.issueClient("a").record());
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> update("update ssl_credential set state = 'lost' where path = ?", path));
	}

	@Test
	void scriptWhenRunAgainLeavesWhatThereIs() {
		CredentialPath path = path("again script");
		StoredCredential stored = store().store(path, CA.issueClient("a").record());
		this.tables.runScript("schema-%s.sql".formatted(this.tables.database.postgres() ? "postgresql" : "h2"));
		assertThat(store().versions(path, null, 2)).containsExactly(stored);
		assertThat(this.tables.jdbc.queryForObject("select count(*) from ssl_credential_epoch", Integer.class))
			.isEqualTo(1);
	}

	/**
	 * Each has a key of its own.
	 */
	private static ContentSealer sealer(String keyId) {
		return CredentialTables.sealer(EncryptionKeys.of(keyId, List.of(CredentialTables.key(keyId))));
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.tables.dataSource));
	}

	private void update(String statement, CredentialPath path) {
		this.tables.jdbc.update(statement, path.toString());
	}

}
