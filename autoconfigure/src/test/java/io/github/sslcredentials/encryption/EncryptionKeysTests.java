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

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EncryptionKey} and {@link EncryptionKeys}.
 */
class EncryptionKeysTests {

	private static final byte[] BYTES = new byte[EncryptionKey.LENGTH];

	static {
		for (int i = 0; i < BYTES.length; i++) {
			BYTES[i] = (byte) (200 + i);
		}
	}

	@Test
	void toStringHasNothingOfKey() {
		EncryptionKey key = EncryptionKey.of("k1", BYTES);
		EncryptionKeys keys = EncryptionKeys.of("k1", List.of(key, EncryptionKey.of("a2", BYTES)));
		assertThat(key).hasToString("EncryptionKey[id=k1]");
		assertThat(keys).hasToString("EncryptionKeys[ids=[a2, k1], primary=k1]");
		assertThat(EncryptionKeys.none()).hasToString("EncryptionKeys[ids=[], primary=null]");
	}

	@Test
	void ofCopiesBytes() {
		byte[] bytes = BYTES.clone();
		EncryptionKey key = EncryptionKey.of("k1", bytes);
		Arrays.fill(bytes, (byte) 0);
		assertThat(key.secretKey().getEncoded()).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "K1", "k-1", "k_1", "k 1", "k1\n", "é", "a23456789012345678901234567890123" })
	void ofWhenIdIsNoneIsRefused(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.of(id, BYTES))
			.withMessage("the key id '%s' is not of 1 to 32 lower-case letters and digits", id);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 16, 24, 31, 33, 64 })
	void ofWhenLengthIsWrongIsRefusedWithoutKey(int length) {
		byte[] bytes = Arrays.copyOf(BYTES, length);
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.of("k1", bytes))
			.withMessage("the key 'k1' has %d bytes, but needs 32", length)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(HexFormat.of().formatHex(BYTES, 0, 4),
					Base64.getEncoder().encodeToString(BYTES).substring(0, 8)));
	}

	@Test
	void ofWhenPrimaryIsNotAmongKeysIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> EncryptionKeys.of("k3", List.of(EncryptionKey.of("k2", BYTES), EncryptionKey.of("k1", BYTES))))
			.withMessage("the key 'k3' is not known, only 'k1', 'k2'");
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKeys.of("k3", List.of()))
			.withMessage("the key 'k3' is not known, only none");
	}

	@Test
	void ofWhenTwoHaveTheSameIdIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EncryptionKeys.of("k1",
					List.of(EncryptionKey.of("k1", BYTES), EncryptionKey.of("k1", new byte[32]))))
			.withMessage("there are two keys with the id 'k1'");
	}

	@Test
	void idsAreInAlphabeticalOrder() {
		List<EncryptionKey> keys = List.of("q", "z9", "b", "k10", "k2", "a", "x", "c")
			.stream()
			.map((id) -> EncryptionKey.of(id, BYTES))
			.toList();
		assertThat(EncryptionKeys.of("b", keys).ids()).containsExactly("a", "b", "c", "k10", "k2", "q", "x", "z9");
	}

}
