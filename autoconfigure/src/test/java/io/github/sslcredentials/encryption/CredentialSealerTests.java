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

package io.github.sslcredentials.encryption;

import java.security.SecureRandom;
import java.util.List;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialSealer}.
 */
class CredentialSealerTests {

	private static final CredentialPath PATH = CredentialPath.of("Employee", "asalieri", "Address", 1);

	private static final String KEY = "-----BEGIN PRIVATE KEY-----\nthe key, ünd möre\n-----END PRIVATE KEY-----\n";

	private final ContentSealer contentSealer = contentSealer();

	private final CredentialSealer sealer = new CredentialSealer(this.contentSealer);

	@Test
	void openWhenKeyIsSealedReturnsTexts() {
		CredentialRecord record = CredentialRecord.pem(seal(PATH, KEY), "chain").withTrustAnchors("anchors");
		CredentialRecord opened = this.sealer.open(PATH, record);
		assertThat(opened.privateKeyPem()).isEqualTo(KEY.toCharArray());
		assertThat(opened.certificateChainPem()).isEqualTo("chain");
		assertThat(opened.trustAnchorsPem()).isEqualTo("anchors");
		assertThat(opened.version()).isEqualTo(record.version());
	}

	@Test
	void openWhenAllIsSealedReturnsTexts() {
		CredentialRecord opened = this.sealer.open(PATH,
				CredentialRecord.pem(seal(PATH, KEY), seal(PATH, "chain"))
					.withTrustAnchors(seal(PATH, "anchors"))
					.withPrivateKeyPassword("secret".toCharArray()));
		assertThat(opened.privateKeyPem()).isEqualTo(KEY.toCharArray());
		assertThat(opened.certificateChainPem()).isEqualTo("chain");
		assertThat(opened.trustAnchorsPem()).isEqualTo("anchors");
		assertThat(opened.privateKeyPassword()).isEqualTo("secret".toCharArray());
	}

	@Test
	void openWhenNothingIsSealedReturnsRecordItself() {
		CredentialRecord record = CredentialRecord.pem(KEY, "chain");
		assertThat(this.sealer.open(PATH, record)).isSameAs(record);
	}

	@Test
	void openWhenThereIsWhiteSpaceAroundReturnsTexts() {
		CredentialRecord record = CredentialRecord.pem(" \n" + seal(PATH, KEY) + "\r\n", "chain");
		assertThat(this.sealer.open(PATH, record).privateKeyPem()).isEqualTo(KEY.toCharArray());
		CredentialRecord indented = CredentialRecord.pem(" ".repeat(100) + seal(PATH, KEY), "chain");
		assertThat(this.sealer.open(PATH, indented).privateKeyPem()).isEqualTo(KEY.toCharArray());
	}

	@Test
	void sealLeavesTextAsItIsAndPrintsNothingOfIt() {
		char[] text = KEY.toCharArray();
		String sealed = this.sealer.seal(PATH, text);
		assertThat(text).isEqualTo(KEY.toCharArray());
		assertThat(sealed).startsWith("sealed:2:k1:").matches("[\\x21-\\x7e]+").doesNotContain("PRIVATE");
		assertThat(this.sealer.toString()).doesNotContain("PRIVATE");
	}

	@Test
	void openWhenForAnotherPathIsRefused() {
		String sealed = seal(CredentialPath.of("Employee", "mozart", "Address", 1), KEY);
		assertRefused(CredentialRecord.pem(sealed, "chain"),
				"its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id");
		assertRefused(CredentialRecord.pem(seal(CredentialPath.of("Address", 1), KEY), "chain"),
				"its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id");
	}

	@Test
	void openWhenChainIsOfAnotherPathIsRefused() {
		String sealed = seal(CredentialPath.of("Employee", "mozart", "Address", 1), "chain");
		assertRefused(CredentialRecord.pem(KEY, sealed),
				"its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id");
	}

	@Test
	void openWhenTextIsNoEnvelopeIsRefused() {
		String sealed = seal(PATH, KEY);
		for (String text : List.of("sealed:", "sealed:2", "sealed:2:k1", "sealed:two:k1:AAAA", "sealed:2:k1:!!!!",
				sealed + ":", sealed.replaceFirst("k1:", ""), sealed.substring(0, 40) + "\n" + sealed.substring(40),
				"sealed:2:k1\nWARN forged:AAAA")) {
			assertRefused(CredentialRecord.pem(text, "chain"),
					"a text begins with 'sealed:', but is cut off or no sealed text");
		}
	}

	@Test
	void openWhenFormatIsThatOfTheTableIsRefused() {
		String table = this.contentSealer.seal(CredentialEnvelope.SEALED, KEY.getBytes(), PATH, "").toText();
		String plain = CredentialEnvelope.of(CredentialEnvelope.PLAIN, "", KEY.getBytes()).toText();
		for (String text : List.of(table, plain)) {
			assertRefused(CredentialRecord.pem(text, "chain"),
					"a text begins with 'sealed:', but is cut off or no sealed text");
		}
	}

	@Test
	void openWhenCutOffAnywhereIsRefused() {
		String sealed = seal(PATH, KEY);
		for (int length = "sealed:".length(); length < sealed.length(); length++) {
			CredentialRecord record = CredentialRecord.pem(sealed.substring(0, length), "chain");
			assertThatExceptionOfType(InvalidCredentialException.class).as("length %d", length)
				.isThrownBy(() -> this.sealer.open(PATH, record));
		}
	}

	private String seal(CredentialPath path, String text) {
		return this.sealer.seal(path, text.toCharArray());
	}

	private void assertRefused(CredentialRecord record, String problem) {
		CredentialRecord versioned = record.withVersion("7");
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> this.sealer.open(PATH, versioned))
			.withMessage("Credential 'Employee/asalieri/Address/1', version 7, cannot be used: " + problem)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.BROKEN_SEAL));
	}

	private static ContentSealer contentSealer() {
		byte[] bytes = new byte[EncryptionKey.LENGTH];
		new SecureRandom().nextBytes(bytes);
		return new AesGcmSealer(EncryptionKeys.of("k1", List.of(EncryptionKey.of("k1", bytes))), true);
	}

}
