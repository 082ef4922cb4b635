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

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DnsLabel}.
 *
 * @author SSL Credentials contributors
 */
class DnsLabelTests {

	@ParameterizedTest
	@CsvSource({ "a, a", "API-1, api-1", "1a, 1a", "a--b, a--b", "xn--a, xn--a", "bücher, xn--bcher-kva",
			"поиск-слов, xn----dtbqigoecuc", "花子, xn--i8s592g" })
	void toAsciiWhenLabelReturnsLowerCaseAscii(String label, String ascii) {
		assertThat(DnsLabel.toAscii(label)).isEqualTo(ascii);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-a", "a-", "a_b", "a b", "*", "a.b", "a\0", "Bücher", "ПрИмеР", "straße", "\u212a",
			"\u2121", "ü\u3002b", "u\u0308", "a\u200db", "ü\ud800", "ü*", "ü_", "\ud83e\udd16", "-ü" })
	void toAsciiWhenNotLabelReturnsNull(String label) {
		assertThat(DnsLabel.toAscii(label)).isNull();
	}

	@Test
	void toAsciiWhenOver63CharactersReturnsNull() {
		assertThat(DnsLabel.toAscii("a".repeat(63))).hasSize(63);
		assertThat(DnsLabel.toAscii("a".repeat(64))).isNull();
		assertThat(DnsLabel.toAscii("ü" + "a".repeat(60))).isNull();
	}

	@Test
	void toAsciiWhenRandomThrowsNothing() {
		Random random = new Random(5890);
		for (int i = 0; i < 100_000; i++) {
			StringBuilder label = new StringBuilder("ü");
			random.ints(1 + random.nextInt(6), 0, Character.MAX_VALUE + 1).forEach((c) -> label.append((char) c));
			assertThat(String.valueOf(DnsLabel.toAscii(label.toString()))).matches("null|xn--[a-z0-9-]+");
		}
	}

}
