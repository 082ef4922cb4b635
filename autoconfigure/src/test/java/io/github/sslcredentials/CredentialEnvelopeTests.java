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

package io.github.sslcredentials;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CredentialEnvelope}.
 */
class CredentialEnvelopeTests {

	private static final byte[] CONTENT = { (byte) 0xfb, (byte) 0xef, (byte) 0xff, 0, 1, 2, 3 };

	private final CredentialEnvelope envelope = CredentialEnvelope.of(CredentialEnvelope.SEALED_TEXT, "k1", CONTENT);

	@Test
	void toTextReturnsWhatParseTakes() {
		String text = this.envelope.toText();
		assertThat(text).isEqualTo("sealed:2:k1:--__AAECAw");
		CredentialEnvelope parsed = CredentialEnvelope.parse(text);
		assertThat(parsed.format()).isEqualTo(CredentialEnvelope.SEALED_TEXT);
		assertThat(parsed.keyId()).isEqualTo("k1");
		assertThat(parsed.content()).isEqualTo(CONTENT);
		assertThat(parsed.toText()).isEqualTo(text);
	}

	@Test
	void parseWhenThereIsWhiteSpaceAroundTakesIt() {
		assertThat(CredentialEnvelope.parse(" \r\n" + this.envelope.toText() + "\r\n ").content()).isEqualTo(CONTENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sealed", "sealed:", "sealed:2", "sealed:2:k1", "sealed:2:k1:AA:", "sealed:2:k1:A",
			"sealed:2:k1:AA+/", "sealed:2:k1:AA\nAA", "sealed::k1:AAAA", "sealed:x:k1:AAAA",
			"sealed:99999999999:k1:AAAA", "sealed:-1:k1:AAAA", "sealed:+2:k1:AAAA", "Sealed:2:k1:AAAA",
			"sealed:2:K1:AAAA", "sealed:2:k 1:AAAA", "sealed:2:k\n1:AAAA",
			"sealed:2:a23456789012345678901234567890123:AAAA", "xsealed:2:k1:AAAA" })
	void parseWhenTextIsDamagedReturnsNull(String text) {
		assertThat(CredentialEnvelope.parse(text)).isNull();
	}

	@Test
	void isEnvelopeTellsFromPem() {
		assertThat(CredentialEnvelope.isEnvelope(" \n" + this.envelope.toText())).isTrue();
		assertThat(CredentialEnvelope.isEnvelope("sealed:damaged")).isTrue();
		assertThat(CredentialEnvelope.isEnvelope("-----BEGIN PRIVATE KEY-----")).isFalse();
		assertThat(CredentialEnvelope.isEnvelope("")).isFalse();
		assertThat(CredentialEnvelope.isEnvelope(null)).isFalse();
	}

	@Test
	void toStringHasNothingOfContent() {
		assertThat(this.envelope).hasToString("CredentialEnvelope[format=2, keyId=k1]");
		assertThat(CredentialRecord.sealed("1", this.envelope)).hasToString("CredentialRecord[version=1]");
	}

	@Test
	void contentIsCopied() {
		byte[] given = CONTENT.clone();
		CredentialEnvelope copied = CredentialEnvelope.of(CredentialEnvelope.SEALED, "k1", given);
		given[0] = 0;
		copied.content()[1] = 0;
		assertThat(copied.content()).isEqualTo(CONTENT);
	}

}
