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

package io.github.sslcredentials.autoconfigure;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TlsParameters}.
 *
 * @author SSL Credentials contributors
 */
class TlsParametersTests {

	private static final String TLS_1_2_SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

	private static final String TLS_1_3_SUITE = "TLS_AES_128_GCM_SHA256";

	private final TlsParameters parameters = new TlsParameters();

	@Test
	void protocolsWhenEnabledReturnsThem() {
		assertThat(this.parameters.protocols("p", List.of("TLSv1.3", "TLSv1.2"))).containsExactly("TLSv1.3", "TLSv1.2");
		assertThat(this.parameters.protocols("p", List.of())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.4", "TLS", "tlsv1.2", "SSLv2Hello", "" })
	void protocolsWhenUnknownNamesTheEnabledOnes(String name) {
		assertRefused(() -> this.parameters.protocols("p", List.of("TLSv1.3", name)),
				"'p': '%s' is no TLS protocol version".formatted(name), "Choose from TLSv1.3, TLSv1.2.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSLv3", "TLSv1", "TLSv1.1" })
	void protocolsWhenDisabledByJavaSaysWhere(String name) {
		assertRefused(() -> this.parameters.protocols("p", List.of(name)),
				"'p': '%s' is switched off in this Java platform".formatted(name),
				"Let the peer move to TLSv1.2 or later, or take '%s' out of the security property 'jdk.tls.disabledAlgorithms'."
					.formatted(name));
	}

	@Test
	void ciphersWhenEnabledReturnsThem() {
		assertThat(this.parameters.ciphers("c", List.of(TLS_1_2_SUITE), List.of())).containsExactly(TLS_1_2_SUITE);
		assertThat(this.parameters.ciphers("c", List.of(), List.of("TLSv1.3"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ECDHE-RSA-AES128-GCM-SHA256", "TLS_AES_128_GCM_SHA255", "tls_aes_128_gcm_sha256", "" })
	void ciphersWhenUnknownNamesTheEnabledOnes(String name) {
		assertThatExceptionOfType(SslCredentialsPropertyException.class)
			.isThrownBy(() -> this.parameters.ciphers("c", List.of(TLS_1_3_SUITE, name), List.of()))
			.withMessage("'c': '%s' is no cipher suite of this Java platform", name)
			.satisfies((ex) -> assertThat(ex.action()).startsWith("Choose from TLS_").contains(TLS_1_2_SUITE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSL_RSA_WITH_RC4_128_SHA", "SSL_RSA_WITH_3DES_EDE_CBC_SHA", "SSL_RSA_WITH_DES_CBC_SHA",
			"TLS_RSA_WITH_NULL_SHA256", "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
			"TLS_ECDH_RSA_WITH_AES_128_CBC_SHA" })
	void ciphersWhenDisabledByJavaSaysWhere(String name) {
		assertRefused(() -> this.parameters.ciphers("c", List.of(name), List.of()),
				"'c': '%s' is switched off in this Java platform".formatted(name),
				"Choose a stronger one, or see the security property 'jdk.tls.disabledAlgorithms'.");
	}

	@Test
	void ciphersWhenNoneIsOfTheProtocolsSaysSo() {
		assertNothingInCommon(List.of(TLS_1_2_SUITE), "TLSv1.3");
		assertNothingInCommon(List.of(TLS_1_3_SUITE), "TLSv1.2");
		assertNothingInCommon(List.of("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"), "TLSv1.3", "TLSv1.2");
	}

	@Test
	void ciphersWhenSomeAreOfTheProtocolsReturnsThem() {
		assertThat(this.parameters.ciphers("c", List.of(TLS_1_2_SUITE), List.of("TLSv1.3", "TLSv1.2"))).hasSize(1);
		assertThat(this.parameters.ciphers("c", List.of(TLS_1_2_SUITE, TLS_1_3_SUITE), List.of("TLSv1.3"))).hasSize(2);
	}

	private void assertNothingInCommon(List<String> ciphers, String... protocols) {
		assertRefused(() -> this.parameters.ciphers("c", ciphers, List.of(protocols)),
				"'c': no cipher suite of '%s' can be used with '%s'".formatted(ciphers.get(0),
						String.join(", ", protocols)),
				"Add a cipher suite of one of these protocol versions, or change 'enabled-protocols'. The names of those of TLSv1.3 do not have '_WITH_' in them, the others do.");
	}

	private static void assertRefused(ThrowingCallable callable, String message, String action) {
		assertThatExceptionOfType(SslCredentialsPropertyException.class).isThrownBy(callable)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(action));
	}

}
