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

import java.math.BigInteger;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;

import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CertificateBuilder}.
 *
 * @author SSL Credentials contributors
 */
class CertificateBuilderTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	@Test
	void buildWhenNothingIsSetIsValidClientAndServer() throws Exception {
		X509Certificate certificate = ca.issue().build().certificate();
		certificate.checkValidity();
		assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Development");
		assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
		assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1");
		assertThat(Duration.between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
			.isEqualTo(Duration.ofDays(365));
	}

	@Test
	void buildWhenCalledTwiceMakesAnotherKey() {
		CertificateBuilder certificate = ca.issue();
		IssuedCredential first = certificate.build();
		IssuedCredential second = certificate.build();
		assertThat(first.privateKey()).isNotEqualTo(second.privateKey());
		assertThat(first.certificate().getSerialNumber()).isNotEqualTo(second.certificate().getSerialNumber())
			.isGreaterThan(BigInteger.ONE);
	}

	@Test
	void commonNameWhenSpecialCharactersEscapesThem() {
		assertThat(ca.issue().commonName("a,b=c+d").build().certificate().getSubjectX500Principal().getName())
			.isEqualTo("CN=a\\,b\\=c\\+d");
	}

	@Test
	void subjectIsDistinguishedNameInItsOrder() {
		assertThat(ca.issue().subject("CN=asalieri,O=Example").build().certificate().getSubjectX500Principal())
			.hasToString("CN=asalieri, O=Example");
	}

	@Test
	void subjectWhenEmptyMakesAlternativeNamesCritical() {
		X509Certificate certificate = ca.issue().subject("").dnsNames("a.example").build().certificate();
		assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
		assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
	}

	@ParameterizedTest
	@CsvSource({ "RSA_2048, RSA, true", "EC_P256, EC, false", "ED25519, EdDSA, false" })
	void keyAlgorithmIsThatOfTheKey(KeyAlgorithm algorithm, String expected, boolean encipherment) {
		IssuedCredential issued = ca.issue().keyAlgorithm(algorithm).build();
		assertThat(issued.privateKey().getAlgorithm()).isEqualTo(expected);
		assertThat(issued.certificate().getPublicKey().getAlgorithm()).isEqualTo(expected);
		assertThat(issued.certificate().getKeyUsage()).startsWith(true, false, encipherment);
	}

	@Test
	void keyAlgorithmWhenRsaHas2048Bits() {
		IssuedCredential issued = ca.issue().keyAlgorithm(KeyAlgorithm.RSA_2048).build();
		assertThat(((RSAPublicKey) issued.certificate().getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
	}

	@Test
	void validityIsThatOfTheCertificate() {
		Instant from = Instant.parse("2026-01-02T03:04:05Z");
		Instant to = Instant.parse("2051-01-02T03:04:05Z");
		X509Certificate certificate = ca.issue().validity(from, to).build().certificate();
		assertThat(certificate.getNotBefore()).isEqualTo(from);
		assertThat(certificate.getNotAfter()).isEqualTo(to);
	}

	@Test
	void expiredIsExpired() {
		assertThatExceptionOfType(CertificateExpiredException.class)
			.isThrownBy(ca.issue().expired().build().certificate()::checkValidity);
	}

	@Test
	void notYetValidIsNotYetValid() {
		assertThatExceptionOfType(CertificateNotYetValidException.class)
			.isThrownBy(ca.issue().notYetValid().build().certificate()::checkValidity);
	}

	@Test
	void extendedKeyUsagesWhenNoneLeavesExtensionOut() throws Exception {
		assertThat(ca.issue().extendedKeyUsages().build().certificate().getExtendedKeyUsage()).isNull();
	}

	@Test
	void keyUsageIsThatOfTheCertificate() {
		assertThat(ca.issue().keyUsage(KeyUsage.keyAgreement).build().certificate().getKeyUsage()).startsWith(false,
				false, false, false, true);
		assertThat(ca.issue().keyUsage(0).build().certificate().getKeyUsage()).isNull();
	}

	@Test
	void extensionReplacesThatOfTheSameIdentifier() {
		byte[] authority = { 0x30, 0x03, 0x01, 0x01, (byte) 0xff };
		X509Certificate certificate = ca.issue()
			.extension("2.5.29.19", true, authority)
			.extension("1.2.3.4", false, new byte[] { 0x05, 0x00 })
			.build()
			.certificate();
		assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
		assertThat(certificate.getExtensionValue("1.2.3.4")).containsExactly(0x04, 0x02, 0x05, 0x00);
		assertThat(certificate.getNonCriticalExtensionOIDs()).contains("1.2.3.4");
	}

}
