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

package io.github.sslcredentials.store.jpa;

import java.math.BigInteger;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EntityIds}.
 *
 * @author SSL Credentials contributors
 */
class EntityIdsTests {

	@Test
	void convertWhenCanonicalReturnsId() {
		assertThat(EntityIds.convert("1", Long.class)).isEqualTo(1L);
		assertThat(EntityIds.convert("-1", Integer.class)).isEqualTo(-1);
		assertThat(EntityIds.convert("32767", Short.class)).isEqualTo(Short.MAX_VALUE);
		assertThat(EntityIds.convert("18446744073709551616", BigInteger.class)).isEqualTo(BigInteger.TWO.pow(64));
		assertThat(EntityIds.convert(" a", String.class)).isEqualTo(" a");
		assertThat(EntityIds.convert("00000000-0000-0001-0000-000000000001", UUID.class)).isEqualTo(new UUID(1, 1));
	}

	@ParameterizedTest
	@ValueSource(classes = { Long.class, Integer.class, Short.class, BigInteger.class })
	void convertWhenNumberIsNotCanonicalReturnsNull(Class<?> type) {
		assertThat(EntityIds.convert("1", type)).isNotNull();
		for (String text : new String[] { "01", "+1", "-0", " 1", "1 ", "1L", "1.0", "0x1", "\u0661", "\uFF11", "a",
				"" }) {
			assertThat(EntityIds.convert(text, type)).as(text).isNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "9223372036854775808,java.lang.Long", "2147483648,java.lang.Integer", "32768,java.lang.Short" })
	void convertWhenNumberIsTooLargeReturnsNull(String text, Class<?> type) {
		assertThat(EntityIds.convert(text, type)).isNull();
		assertThat(EntityIds.convert("-" + text, type)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0A1B2C3D-4E5F-4678-9ABC-DEF012345678", "0a1b2c3d4e5f46789abcdef012345678",
			"{0a1b2c3d-4e5f-4678-9abc-def012345678}", "1-1-1-1-1", "a" })
	void convertWhenUuidIsNotCanonicalReturnsNull(String text) {
		assertThat(EntityIds.convert(text, UUID.class)).isNull();
	}

	@Test
	void convertWhenTypeIsNotSupportedThrowsException() {
		assertThat(EntityIds.supports(Double.class)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> EntityIds.convert("1", Double.class))
			.withMessage("Id of type 'java.lang.Double' is not supported");
	}

}
