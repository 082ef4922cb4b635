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

package io.github.sslcredentials.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The search for keys finds them: all that it does not find elsewhere rests on this.
 */
class KeySearchTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	@ParameterizedTest
	@EnumSource
	void keyIsFoundInEachForm(KeyAlgorithm algorithm) {
		IssuedCredential issued = CA.issue().client().keyAlgorithm(algorithm).build();
		PrivateKey key = issued.privateKey();
		String name = key.getAlgorithm();
		KeySearch search = new KeySearch().add(key);
		byte[] der = key.getEncoded();
		assertThat(search.in(der)).containsExactly(name + " bytes");
		assertThat(search.in(HexFormat.of().formatHex(der))).containsExactly(name + " hexadecimal");
		assertThat(search.in(HexFormat.of().withUpperCase().formatHex(der))).containsExactly(name + " hexadecimal");
		assertThat(search.in(Base64.getEncoder().encodeToString(der))).containsExactly(name + " Base64");
		assertThat(search.in("x" + Base64.getMimeEncoder().encodeToString(der))).containsExactly(name + " Base64");
		assertThat(search.in(issued.privateKeyPem())).containsExactly(name + " Base64");
		assertThat(search.in(issued.privateKeyPem().getBytes(StandardCharsets.UTF_16BE)))
			.containsExactly(name + " Base64");
	}

	@ParameterizedTest
	@EnumSource
	void keyIsFoundInEachAlignmentAndAtTheEdgeOfTheBuffer(KeyAlgorithm algorithm) {
		PrivateKey key = CA.issue().client().keyAlgorithm(algorithm).build().privateKey();
		KeySearch search = new KeySearch().add(key);
		byte[] der = key.getEncoded();
		for (int shift = 0; shift < 64; shift++) {
			byte[] shifted = new byte[der.length + shift];
			System.arraycopy(der, 0, shifted, shift, der.length);
			assertThat(search.in(Base64.getUrlEncoder().encodeToString(shifted))).isNotEmpty();
			byte[] large = new byte[(1 << 20) + der.length];
			System.arraycopy(der, 0, large, (1 << 20) - shift, der.length);
			assertThat(search.in(large)).isNotEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsFoundInWhatIsPublicOrAnothers(KeyAlgorithm algorithm) {
		IssuedCredential issued = CA.issue().client().keyAlgorithm(algorithm).build();
		IssuedCredential other = CA.issue().client().keyAlgorithm(algorithm).build();
		KeySearch search = new KeySearch().add(issued.privateKey());
		assertThat(search.in(issued.certificateChainPem())).isEmpty();
		assertThat(search.in(issued.certificate().getPublicKey().getEncoded())).isEmpty();
		assertThat(search.in(other.privateKey().getEncoded())).isEmpty();
		assertThat(search.in(other.privateKeyPem())).isEmpty();
	}

}
