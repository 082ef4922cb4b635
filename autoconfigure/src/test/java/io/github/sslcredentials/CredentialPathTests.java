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

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CredentialPath}.
 */
class CredentialPathTests {

	@Test
	void ofWhenSameElementsEqualsParsed() {
		CredentialPath path = CredentialPath.of("Employee", "asalieri", "Address", 1);
		assertThat(path).isEqualTo(CredentialPath.parse("Employee/asalieri/Address/1"))
			.hasSameHashCodeAs(CredentialPath.of("Employee", "asalieri", "Address", "1"))
			.hasToString("Employee/asalieri/Address/1");
	}

	@Test
	void partsAreOfLastPair() {
		CredentialPath path = CredentialPath.parse("Employee/asalieri/Address/1");
		assertThat(path.kind()).isEqualTo("Address");
		assertThat(path.id()).isEqualTo("1");
		assertThat(path.parent()).isEqualTo(CredentialPath.of("Employee", "asalieri"));
		assertThat(CredentialPath.of("Employee", "asalieri").parent()).isNull();
	}

	@Test
	void ofWhenUuidIsText() {
		UUID id = UUID.fromString("0d8e1f6c-0c5a-4a52-8a35-3a6f7b1c9d10");
		assertThat(CredentialPath.of("Merchant", id)).hasToString("Merchant/0d8e1f6c-0c5a-4a52-8a35-3a6f7b1c9d10");
	}

	@Test
	void equalsIsExactByCaseAndForm() {
		CredentialPath path = CredentialPath.of("Employee", "asalieri");
		assertThat(path).isNotEqualTo(CredentialPath.of("Employee", "ASALIERI"))
			.isNotEqualTo(CredentialPath.of("Employee", "asali\u0435ri"));
		assertThat(CredentialPath.of("Employee", "\u00e9")).isNotEqualTo(CredentialPath.of("Employee", "e\u0301"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "..", "a%2Fb", "{merchant}", " padded ", "\u00a0", "100%", "\ud83d\ude00 %",
			"\u2003x\u2003" })
	void toStringWhenParsedGivesSameId(String id) {
		if (id.isBlank()) {
			return;
		}
		CredentialPath path = CredentialPath.of("Merchant", id, "Certificate", 1);
		assertThat(CredentialPath.parse(path.toString())).isEqualTo(path);
		assertThat(path.parent()).isNotNull();
		assertThat(path.parent().id()).isEqualTo(id);
	}

	@Test
	void ofWhenIdHasSeparatorDoesNotReachAnotherPath() {
		CredentialPath hostile = CredentialPath.of("Merchant", "a/Certificate/1");
		assertThat(hostile).isNotEqualTo(CredentialPath.parse("Merchant/a/Certificate/1"))
			.hasToString("Merchant/a%2FCertificate%2F1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"Employee|Credential path 'Employee' needs pairs of a kind and an id, as in 'Employee/asalieri/Address/1', but has 1 element",
			"Employee/a/Address|Credential path 'Employee/a/Address' needs pairs of a kind and an id, as in 'Employee/asalieri/Address/1', but has 3 elements",
			"Employee//Address/1|Credential path 'Employee//Address/1' has an empty kind or id",
			"Employee/a%2|Credential path 'Employee/a%2' has a '%' without two hexadecimal digits after it",
			"Employee/%FF|Credential path 'Employee/%FF' has a percent-encoding that is not UTF-8",
			"Employee/%00|Credential path 'Employee/%00' has the control character U+0000",
			"Merchant/{merchant}|Credential path 'Merchant/{merchant}' has a variable, which cannot be resolved here",
			"Employee/ a|Credential path 'Employee/ a' has a blank at the beginning or end of a kind or id, write it as '%20'" })
	void parseWhenNoPathSaysWhy(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialPath.parse(text)).withMessage(message);
	}

	@Test
	void parseWhenControlCharacterShowsItEscaped() {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialPath.parse("Employee/a\u0000b"))
			.withMessage("Credential path 'Employee/a\\u0000b' has the control character U+0000");
	}

	@Test
	void parseWhenUnpairedSurrogateIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialPath.of("Employee", "\ud83d"))
			.withMessage("Credential path of 2 elements has an unpaired surrogate");
	}

	@Test
	void ofWhenTooLongSaysHowLong() {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialPath.of("Employee", "x".repeat(10_000)))
			.withMessageStartingWith(
					"Credential path of 10009 characters is longer than 1024, it begins with 'Employee/x");
	}

	@Test
	void ofWhenOtherTypeSaysWhich() {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialPath.of("Employee", 1.5))
			.withMessage(
					"Credential path takes text, integral numbers and UUIDs as its elements, not a value of type java.lang.Double");
	}

}
