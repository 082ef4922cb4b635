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

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IpAddress}.
 *
 * @author SSL Credentials contributors
 */
class IpAddressTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 00000000", "255.10.9.200, ff0a09c8", "::, 00000000000000000000000000000000",
			"::1, 00000000000000000000000000000001", "[::1], 00000000000000000000000000000001",
			"1::, 00010000000000000000000000000000", "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
			"1:2:3:4:5:6:7::, 00010002000300040005000600070000", "fE80::AbCd, fe80000000000000000000000000abcd",
			"::ffff:10.0.0.1, 00000000000000000000ffff0a000001",
			"1:2:3:4:5:6:10.0.0.1, 0001000200030004000500060a000001" })
	void parseWhenAddressReturnsOctets(String text, String octets) {
		assertThat(IpAddress.parse(text)).isEqualTo(HexFormat.of().parseHex(octets));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", "1.2.3.4.", "+1.2.3.4",
			"1.2.3.4 ", "٣.2.3.4", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "::1::",
			"12345::", "::g", "::-1", "::1%lo", "::1/64", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "[]",
			"[", "]", "[1.2.3.4]", "[[::1]]", "::１" })
	void parseWhenNotAddressReturnsNull(String text) {
		assertThat(IpAddress.parse(text)).isNull();
	}

	@Test
	void toTextWhenIpv4MappedStaysIpv6() {
		byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff0a000001");
		assertThat(IpAddress.toText(mapped)).isEqualTo("0:0:0:0:0:ffff:a00:1");
		assertThat(IpAddress.toText(new byte[] { 10, 0, 0, -1 })).isEqualTo("10.0.0.255");
		assertThat(IpAddress.toText(new byte[3])).isEqualTo("(3 octets)");
	}

}
