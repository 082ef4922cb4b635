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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Somebody who can write the table, but has no key, changes rows: each is refused, and
 * nothing else is affected. After each test the rows are put back, and open again.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractTamperedTableTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final CredentialPath ASALIERI = CredentialPath.of("Employee", "asalieri", "Address", 1);

	private static final CredentialPath WAMOZART = CredentialPath.of("Employee", "wamozart", "Address", 1);

	private static final CredentialPath UNTOUCHED = CredentialPath.of("Employee", "jhaydn", "Address", 1);

	private static final String COLUMNS = "path_hash, path, version, state, format, key_id, content, fingerprint, not_before, not_after";

	private static final String BROKEN = "its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id";

	private static final String OTHER_PATH = "its row bears the path of another credential";

	private static final String PLAIN = "its content is not encrypted, as it has to be; if it was stored with 'ssl.encryption.mode' 'none', "
			+ "set that again and 're-key' before encryption is required";

	private final TestDatabase kind;

	private final IssuedCredential first = CA.issueClient("first");

	private final IssuedCredential second = CA.issueClient("second");

	private final IssuedCredential wamozart = CA.issueClient("wamozart");

	private final ContentSealer sealer = CredentialTables
		.sealer(EncryptionKeys.of("k1", List.of(CredentialTables.KEY_1, CredentialTables.KEY_2)));

	private CredentialTables tables;

	AbstractTamperedTableTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.tables = CredentialTables.create(this.kind);
		this.tables.store(this.sealer).store(ASALIERI, this.first.record());
		this.tables.store(this.sealer).store(ASALIERI, this.second.record());
		this.tables.store(this.sealer).store(WAMOZART, this.first.record());
		this.tables.store(this.sealer).store(WAMOZART, this.wamozart.record());
		this.tables.store(this.sealer).store(UNTOUCHED, CA.issueClient("jhaydn").record());
		update("create table untampered as select %s from ssl_credential".formatted(COLUMNS));
	}

	@AfterAll
	void stop() {
		if (this.tables != null) {
			this.tables.close();
		}
	}

	@BeforeEach
	@AfterEach
	void rowsOpenWhenPutBack() {
		update("delete from ssl_credential");
		update("insert into ssl_credential (%1$s) select %1$s from untampered".formatted(COLUMNS));
		assertThat(open(ASALIERI).privateKey()).isEqualTo(this.second.privateKey());
		assertThat(open(WAMOZART).privateKey()).isEqualTo(this.wamozart.privateKey());
	}

	@Test
	void contentWhenAnyByteIsChangedIsRefused() {
		byte[] content = content(ASALIERI, 2);
		assertThat(content).hasSizeGreaterThan(400);
		for (int i = 0; i < content.length; i++) {
			byte[] changed = content.clone();
			changed[i] ^= (byte) (1 << (i % Byte.SIZE));
			setContent(changed, ASALIERI);
			assertBroken(ASALIERI, "2");
		}
	}

	@Test
	void contentWhenCutOffOrLongerIsRefused() {
		byte[] content = content(ASALIERI, 2);
		IntStream lengths = IntStream.concat(IntStream.range(0, 32),
				IntStream.of(content.length / 2, content.length - 16, content.length - 1, content.length + 1));
		lengths.forEach((length) -> {
			setContent(Arrays.copyOf(content, length), ASALIERI);
			assertBroken(ASALIERI, "2");
		});
		setContent(Arrays.copyOfRange(content, 1, content.length), ASALIERI);
		assertBroken(ASALIERI, "2");
	}

	@Test
	void contentsWhenExchangedAreRefused() {
		byte[] content = content(ASALIERI, 2);
		setContent(content(WAMOZART, 2), ASALIERI);
		setContent(content, WAMOZART);
		assertBroken(ASALIERI, "2");
		assertBroken(WAMOZART, "2");
	}

	@Test
	void rowWhenMovedToAnotherPathIsRefused() {
		update("delete from ssl_credential where path = ?", ASALIERI.toString());
		update("update ssl_credential set path_hash = ?, path = ? where path = ?", CredentialTable.hash(ASALIERI),
				ASALIERI.toString(), WAMOZART.toString());
		assertBroken(ASALIERI, "2");
		assertThat(this.tables.repository().find(WAMOZART)).isNull();
	}

	@Test
	void rowWhenFoundUnderHashOfAnotherPathIsRefused() {
		update("delete from ssl_credential where path = ?", ASALIERI.toString());
		update("update ssl_credential set path_hash = ? where path = ?", CredentialTable.hash(ASALIERI),
				WAMOZART.toString());
		assertRefused(ASALIERI, "2", Reason.BROKEN_SEAL, OTHER_PATH);
	}

	@Test
	void pathWhenChangedIsRefused() {
		for (String path : List.of(WAMOZART.toString(), "Employee/ASALIERI/Address/1", ASALIERI + "/", "", "no path")) {
			update("update ssl_credential set path = ? where path_hash = ?", path, CredentialTable.hash(ASALIERI));
			assertRefused(ASALIERI, "2", Reason.BROKEN_SEAL, OTHER_PATH);
		}
	}

	@Test
	void pathWhenChangedLeavesOthersListed() {
		for (String path : List.of(WAMOZART.toString(), UNTOUCHED.toString(), "no path")) {
			update("update ssl_credential set path = ? where path_hash = ?", path, CredentialTable.hash(ASALIERI));
			for (int limit = 1; limit <= 4; limit++) {
				assertThat(pages(limit)).containsExactlyInAnyOrder(WAMOZART, UNTOUCHED);
			}
		}
	}

	@Test
	void pathWhenChangedLeavesWritingPossible() {
		update("update ssl_credential set path = 'no path' where path_hash = ?", CredentialTable.hash(ASALIERI));
		assertThat(store().versions(ASALIERI, null, 10)).extracting(StoredCredential::version)
			.containsExactly("2", "1");
		assertThat(store().revoke(ASALIERI, "2").path()).isEqualTo(ASALIERI);
		assertThat(store().store(ASALIERI, this.first.record()).version()).isNotEqualTo("2");
		assertThat(open(ASALIERI).privateKey()).isEqualTo(this.first.privateKey());
	}

	@Test
	void versionsWhenExchangedAreRefused() {
		renumber(1, 99);
		renumber(2, 1);
		assertBroken(ASALIERI, "1");
		renumber(99, 2);
		update("update ssl_credential set state = 'retired' where path = ?", ASALIERI.toString());
		update("update ssl_credential set state = 'active' where path = ? and version = 2", ASALIERI.toString());
		assertBroken(ASALIERI, "2");
	}

	@Test
	void contentWhenOfVersionBeforeIsRefused() {
		setContent(content(ASALIERI, 1), ASALIERI);
		assertBroken(ASALIERI, "2");
	}

	@Test
	void keyIdWhenThatOfAnotherKnownKeyIsRefused() {
		update("update ssl_credential set key_id = 'k2' where path = ?", ASALIERI.toString());
		assertRefused(ASALIERI, "2", Reason.BROKEN_SEAL, BROKEN.replace("'k1'", "'k2'"));
	}

	@Test
	void keyIdWhenUnknownIsNamed() {
		update("update ssl_credential set key_id = 'k3' where path = ?", ASALIERI.toString());
		assertRefused(ASALIERI, "2", Reason.UNKNOWN_ENCRYPTION_KEY,
				"its content is sealed under the key 'k3', which is not known (known: 'k1', 'k2'); set 'ssl.encryption.keys.k3'");
	}

	@Test
	void keyIdWhenNoneIsNotQuoted() {
		for (String keyId : List.of("", "k1 ", "K1", "k1\nERROR forged")) {
			update("update ssl_credential set key_id = ? where path = ?", keyId, ASALIERI.toString());
			assertRefused(ASALIERI, "2", Reason.UNKNOWN_ENCRYPTION_KEY,
					"its content is sealed under a key whose id is none (known: 'k1', 'k2'); it was changed");
		}
	}

	@Test
	void formatWhenExchangedIsRefused() {
		setFormat(CredentialEnvelope.SEALED_TEXT);
		assertBroken(ASALIERI, "2");
		setFormat(CredentialEnvelope.PLAIN);
		assertRefused(ASALIERI, "2", Reason.NOT_SEALED, PLAIN);
		for (int format : new int[] { -1, 3, Integer.MIN_VALUE }) {
			setFormat(format);
			assertRefused(ASALIERI, "2", Reason.BROKEN_SEAL,
					"its content has the format %d, which this version does not know".formatted(format));
		}
	}

	@Test
	void formatWhenPlainIsRefusedAlsoWhereEncryptionIsNotRequired() {
		setFormat(CredentialEnvelope.PLAIN);
		ContentSealer optional = new AesGcmSealer(EncryptionKeys.of("k1", List.of(CredentialTables.KEY_1)), false);
		assertRefused(optional, ASALIERI, "2", Reason.UNREADABLE_CONTENT, "its content is damaged");
	}

	@Test
	void textOfAnEntityUnderTheSamePathIsRefused() {
		byte[] text = this.sealer.seal(CredentialEnvelope.SEALED_TEXT, new byte[600], ASALIERI, "").content();
		setContent(text, ASALIERI);
		assertBroken(ASALIERI, "2");
		setFormat(CredentialEnvelope.SEALED_TEXT);
		assertBroken(ASALIERI, "2");
	}

	@Test
	void keyWhenAnotherOfTheSameIdIsRefused() {
		ContentSealer other = CredentialTables.sealer(EncryptionKeys.of("k1", List.of(CredentialTables.key("k1"))));
		assertRefused(other, ASALIERI, "2", Reason.BROKEN_SEAL, BROKEN);
		assertThat(open(ASALIERI).version()).isEqualTo("2");
	}

	@Test
	void plainRowIsRefusedWhereEncryptionIsRequiredOnly() {
		ContentSealer none = new AesGcmSealer(EncryptionKeys.none(), false);
		String version = this.tables.store(none).store(ASALIERI, this.first.record()).version();
		assertRefused(ASALIERI, version, Reason.NOT_SEALED, PLAIN);
		assertThat(open(none, ASALIERI).privateKey()).isEqualTo(this.first.privateKey());
	}

	private void assertBroken(CredentialPath path, String version) {
		assertRefused(path, version, Reason.BROKEN_SEAL, BROKEN);
	}

	private void assertRefused(CredentialPath path, String version, Reason reason, String problem) {
		assertRefused(this.sealer, path, version, reason, problem);
		assertThat(open(UNTOUCHED).path()).isEqualTo(UNTOUCHED);
	}

	private void assertRefused(ContentSealer sealer, CredentialPath path, String version, Reason reason,
			String problem) {
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> open(sealer, path))
			.withMessage("Credential '%s', version %s, cannot be used: %s", path, version, problem)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.satisfies((ex) -> assertThat(ex.version()).isEqualTo(version));
	}

	private Credential open(CredentialPath path) {
		return open(this.sealer, path);
	}

	private Credential open(ContentSealer sealer, CredentialPath path) {
		return CredentialTables.opener(sealer).read(path, this.tables.repository().find(path));
	}

	private JdbcCredentialStore store() {
		return this.tables.store(this.sealer);
	}

	private List<CredentialPath> pages(int limit) {
		List<CredentialPath> listed = new ArrayList<>();
		List<StoredCredential> page = store().list(null, limit);
		while (!page.isEmpty() && listed.size() < 10) {
			page.forEach((stored) -> listed.add(stored.path()));
			page = store().list(listed.get(listed.size() - 1), limit);
		}
		return listed;
	}

	private byte[] content(CredentialPath path, int version) {
		return this.tables.jdbc.queryForObject("select content from ssl_credential where path = ? and version = ?",
				byte[].class, path.toString(), version);
	}

	private void setContent(byte[] content, CredentialPath path) {
		update("update ssl_credential set content = ? where path = ? and state = 'active'", content, path.toString());
	}

	private void setFormat(int format) {
		update("update ssl_credential set format = ? where path = ?", format, ASALIERI.toString());
	}

	private void renumber(int version, int to) {
		update("update ssl_credential set version = ? where path = ? and version = ?", to, ASALIERI.toString(),
				version);
	}

	private void update(String statement, Object... parameters) {
		this.tables.jdbc.update(statement, parameters);
	}

}
