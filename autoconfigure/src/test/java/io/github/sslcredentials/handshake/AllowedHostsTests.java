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

package io.github.sslcredentials.handshake;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AllowedHosts}.
 */
class AllowedHostsTests {

	@ParameterizedTest
	@CsvSource({ "api.bank.example, api.bank.example", "api.bank.example, API.Bank.Example",
			"API.BANK.EXAMPLE, api.bank.example", "api.bank.example, api.bank.example.",
			"api.bank.example., api.bank.example", "*.bank.example, api.bank.example",
			"*.bank.example, API.BANK.EXAMPLE.", "*.BANK.example, api.bank.example", "localhost, localhost",
			"127.0.0.1, 127.0.0.1", "::1, ::1", "::1, [::1]", "[::1], ::1", "::1, 0:0:0:0:0:0:0:1",
			"2001:DB8::0001, 2001:db8:0:0:0:0:0:1", "b\u00FCcher.example, xn--bcher-kva.example",
			"xn--bcher-kva.example, b\u00FCcher.example", "xn--bcher-kva.example, B\u00DCCHER.example",
			"*.b\u00FCcher.example, api.xn--bcher-kva.example", "my_host.example, my_host.example" })
	void allowsWhenListed(String pattern, String host) {
		assertThat(AllowedHosts.of(List.of(pattern)).allows(host)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "api.bank.example, bank.example", "api.bank.example, www.api.bank.example",
			"api.bank.example, api.bank.example.evil.example", "api.bank.example, evil-api.bank.example",
			"api.bank.example, api.bank.exampl", "api.bank.example, apixbank.example", "*.bank.example, bank.example",
			"*.bank.example, a.b.bank.example", "*.bank.example, .bank.example", "*.bank.example, *.evil.example",
			"*.bank.example, evilbank.example", "*.bank.example, api.bank.example.evil.example",
			"bank.example, api.bank.example", "127.0.0.1, 127.0.0.2", "127.0.0.1, localhost", "127.0.0.1, 127.1",
			"*.0.0.1, 127.0.0.1", "::1, ::2", "::1, 127.0.0.1", "api.bank.example, ''", "api.bank.example, .",
			"b\u00FCcher.example, bucher.example" })
	void doesNotAllowWhenNotListed(String pattern, String host) {
		AllowedHosts hosts = AllowedHosts.of(List.of(pattern));
		assertThat(hosts.allows(host)).isFalse();
		assertThatExceptionOfType(HostNotAllowedException.class).isThrownBy(() -> hosts.check(host))
			.satisfies((ex) -> assertThat(ex.host()).isEqualTo(host));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "*", "*.", "**.bank.example", "api.*.example", "a*.bank.example",
			"https://api.bank.example", "api.bank.example:443", "api.bank.example/", "127.0.0.1:8443", "cafe:8443",
			"[::1]:8443", ":::", "api..example", "-api.example", "api bank.example", "api.bank.example,b.example" })
	void ofWhenPatternIsNoneThrows(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> AllowedHosts.of(List.of(pattern)))
			.withMessage("'%s' is neither a host name, an IP address nor '*.' and a host name, without scheme and port"
				.formatted(pattern));
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.stra\u00DFe.example", "\u03B2\u03CC\u03BB\u03BF\u03C2.example", "ban\u212A.example",
			"\uFF42ank.example", "b\u00FC\u3002example", "a\u200Db.example", "*.\u017Fank.example",
			"\uD83E\uDD16.example" })
	void ofWhenNameIsFoldedThrows(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> AllowedHosts.of(List.of(pattern)))
			.withMessage(
					"'%s' is not the same name by IDNA 2003 and IDNA 2008; write its A-labels, such as 'xn--bcher-kva' for 'b\u00FCcher'"
						.formatted(pattern));
	}

	@ParameterizedTest
	@CsvSource({ "api.strasse.example, api.stra\u00DFe.example", "bank.example, \uFF42ank.example",
			"bank.example, bank\u3002example", "bank.example, b\u00ADank.example",
			"api.xn--strae-oqa.example, api.strasse.example" })
	void doesNotAllowWhatIsFolded(String pattern, String host) {
		assertThat(AllowedHosts.of(List.of(pattern)).allows(host)).isFalse();
	}

	@Test
	void allowsWhenHostIsAsAddressWritesIt() throws Exception {
		InetAddress address = InetAddress.getByName("2001:db8::1");
		assertThat(AllowedHosts.of(List.of("2001:db8::1")).allows(address.getHostAddress())).isTrue();
	}

	@Test
	void allowsWhenOneOfSeveralIsListed() {
		AllowedHosts hosts = AllowedHosts.of(List.of("api.bank.example", "*.acquirer.example"));
		assertThat(hosts.allows("eu.acquirer.example")).isTrue();
		assertThat(hosts.allows("api.bank.example")).isTrue();
		assertThat(hosts.allows("eu.bank.example")).isFalse();
		assertThat(hosts).hasToString("api.bank.example, *.acquirer.example");
	}

	@Test
	void allowsWhenNoneIsListedAny() throws Exception {
		AllowedHosts hosts = AllowedHosts.of(List.of());
		assertThat(hosts.isAny()).isTrue();
		assertThat(hosts.allows("api.bank.example")).isTrue();
		hosts.check("api.bank.example");
		assertThat(hosts).hasToString("any");
	}

	@Test
	void checkWhenNotListedSaysWhatToDo() {
		assertThatExceptionOfType(HostNotAllowedException.class)
			.isThrownBy(() -> AllowedHosts.of(List.of("api.bank.example", "*.acquirer.example")).check("evil.example"))
			.withMessage("Host 'evil.example' is not among the hosts of this client: api.bank.example, "
					+ "*.acquirer.example; add it to 'hosts' if the identity is for it");
	}

}
