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

import java.security.cert.CertificateParsingException;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DerReader}.
 *
 * @author SSL Credentials contributors
 */
class DerReaderTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000 })
	void contentOfWhenLengthIsShortestReturnsContent(int length) throws Exception {
		String octets = (length < 0x80) ? "04%02x"
				: (length <= 0xFF) ? "0481%02x" : (length <= 0xFFFF) ? "0482%04x" : "0483%06x";
		byte[] element = HexFormat.of().parseHex(octets.formatted(length) + "00".repeat(length));
		assertThat(DerReader.contentOf(DerReader.OCTET_STRING, element)).hasSize(length);
	}

	@ParameterizedTest
	@CsvSource({ "'', truncated element", "04, truncated element", "0401, truncated element",
			"0482ff, truncated element", "0483ffffff, truncated element",
			"048000, length that is not in DER or over 16 MB", "04810100, length that is not in DER or over 16 MB",
			"0482007f, length that is not in DER or over 16 MB", "04820080, length that is not in DER or over 16 MB",
			"048300ffff, length that is not in DER or over 16 MB",
			"0484ffffffff, length that is not in DER or over 16 MB", "04ff, truncated element",
			"3000, 0x30 where the tag 0x04 belongs", "040000, 1 octets follow the element 0x04" })
	void contentOfWhenNotDerThrows(String hex, String problem) {
		assertThatExceptionOfType(CertificateParsingException.class)
			.isThrownBy(() -> DerReader.contentOf(DerReader.OCTET_STRING, HexFormat.of().parseHex(hex)))
			.withMessage(problem);
	}

}
