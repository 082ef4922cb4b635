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

package io.github.sslcredentials.test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pem}, read back by the JDK.
 *
 * @author SSL Credentials contributors
 */
class PemTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	@ParameterizedTest
	@EnumSource(KeyAlgorithm.class)
	void ofWhenPrivateKeyIsPkcs8(KeyAlgorithm algorithm) throws Exception {
		PrivateKey key = ca.issue().keyAlgorithm(algorithm).build().privateKey();
		List<String> lines = Pem.of(key).lines().toList();
		assertThat(lines.get(0)).isEqualTo("-----BEGIN PRIVATE KEY-----");
		assertThat(lines.get(lines.size() - 1)).isEqualTo("-----END PRIVATE KEY-----");
		assertThat(lines).allMatch((line) -> line.length() <= 64);
		byte[] content = Base64.getMimeDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
		assertThat(KeyFactory.getInstance(key.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(content)))
			.isEqualTo(key);
	}

	static List<Certificate> certificates(String pem) throws GeneralSecurityException {
		return List.copyOf(CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
	}

}
