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

package io.github.sslcredentials.format;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CertificateReader}.
 *
 * @author SSL Credentials contributors
 */
class CertificateReaderTests {

	private static final byte[] NO_SETTINGS = HexFormat.of().parseHex("30040c026361");

	private static final byte[] REJECT_SERVER = HexFormat.of().parseHex("300ca00a06082b06010505070301");

	private static TestCertificate one;

	private static TestCertificate two;

	private final CertificateReader reader = new CertificateReader();

	@BeforeAll
	static void makeCertificates() throws Exception {
		one = TestCertificate.named("one").build();
		two = TestCertificate.named("two").build();
	}

	@Test
	void readWhenBundleWithCommentsReturnsAll() throws Exception {
		String bundle = "\ufeff# Über-CA\r\n" + one.pem().replace("\n", "\r\n") + "\r\n 0 s:CN=two\n" + two.pem()
				+ "---";
		assertThat(this.reader.read(bundle)).containsExactly(one.certificate(), two.certificate());
		assertThat(this.reader.read(bundle.getBytes(StandardCharsets.UTF_8))).containsExactly(one.certificate(),
				two.certificate());
	}

	@Test
	void readWhenTextBeginsLikeDerReturnsAll() throws Exception {
		assertThat(this.reader.read(("0 s:CN=one\n" + one.pem()).getBytes(StandardCharsets.UTF_8)))
			.containsExactly(one.certificate());
	}

	@Test
	void readWhenOtherBlocksSkipsThem() throws Exception {
		assertThat(this.reader.read(one.privateKeyPem() + one.pem())).containsExactly(one.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "X509 CERTIFICATE", "TRUSTED CERTIFICATE" })
	void readWhenOtherLabelReturnsIt(String label) throws Exception {
		assertThat(this.reader.read(TestCertificate.pem(label, one.certificate().getEncoded())))
			.containsExactly(one.certificate());
	}

	@Test
	void readWhenTrustedCertificateHasAliasOnlyReturnsIt() throws Exception {
		assertThat(this.reader.read(trusted(NO_SETTINGS))).containsExactly(one.certificate());
	}

	@Test
	void readWhenTrustedCertificateHasSettingsThrows() throws Exception {
		String pem = trusted(REJECT_SERVER);
		assertFails(() -> this.reader.read(pem),
				"the block 'TRUSTED CERTIFICATE' at line 1 has trust settings of OpenSSL, which are not supported, remove them with 'openssl x509 -in ca.pem -out new.pem'");
	}

	@Test
	void readWhenDerReturnsIt() throws Exception {
		assertThat(this.reader.read(one.certificate().getEncoded())).containsExactly(one.certificate());
	}

	@Test
	void readWhenSeveralInDerReturnsAll() throws Exception {
		assertThat(this.reader.read(concat(one.certificate().getEncoded(), two.certificate().getEncoded())))
			.containsExactly(one.certificate(), two.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "xxxx", "\u0000", "\n", "0", "-----BEGIN CERTIFICATE-----" })
	void readWhenBytesFollowDerThrows(String rest) throws Exception {
		byte[] content = concat(one.certificate().getEncoded(), rest.getBytes(StandardCharsets.UTF_8));
		assertFails(() -> this.reader.read(content), "the content is not a certificate, or is damaged");
	}

	@Test
	void readWhenPemFollowsDerThrows() throws Exception {
		byte[] content = concat(one.certificate().getEncoded(), two.pem().getBytes(StandardCharsets.UTF_8));
		assertFails(() -> this.reader.read(content), "the content is not a certificate, or is damaged");
	}

	@Test
	void readWhenNameInDerLooksLikePemReturnsIt() throws Exception {
		TestCertificate odd = TestCertificate.named("-----BEGIN CERTIFICATE-----").build();
		assertThat(this.reader.read(odd.certificate().getEncoded())).containsExactly(odd.certificate());
		assertThat(this.reader.read(pkcs7(List.of(odd.certificate())))).containsExactly(odd.certificate());
	}

	@Test
	void readWhenPkcs7ReturnsAll() throws Exception {
		byte[] bag = pkcs7(List.of(one.certificate(), two.certificate()));
		assertThat(this.reader.read(bag)).containsExactlyInAnyOrder(one.certificate(), two.certificate());
		assertThat(this.reader.read(TestCertificate.pem("PKCS7", bag))).hasSize(2);
	}

	@Test
	void readWhenLargeBundleReturnsAll() throws Exception {
		StringBuilder bundle = new StringBuilder();
		for (int i = 0; i < 150; i++) {
			bundle.append("# ").append(i).append('\n').append(((i % 2 == 0) ? one : two).pem());
		}
		assertThat(this.reader.read(bundle.toString())).hasSize(150);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "# nothing", "-----BEGIN CERTIFICATE", "-----BEGIN Certificate-----" })
	void readWhenNoneThrows(String text) {
		assertFails(() -> this.reader.read(text), "there is no certificate in the text");
		assertFails(() -> this.reader.read(text.getBytes(StandardCharsets.UTF_8)),
				"there is no certificate in the text");
	}

	@Test
	void readWhenOneOfTwoDamagedThrows() throws Exception {
		String bundle = one.pem() + TestCertificate.pem("CERTIFICATE", new byte[] { 0x30, 0x01, 0x00 });
		assertFails(() -> this.reader.read(bundle),
				"the block 'CERTIFICATE' at line %d is not a certificate, or is damaged"
					.formatted(1 + one.pem().lines().count()));
	}

	@Test
	void readWhenCutOffThrows() throws Exception {
		String bundle = one.pem() + two.pem().substring(0, 200) + one.pem();
		assertFails(() -> this.reader.read(bundle),
				"the block 'CERTIFICATE' at line %d does not end with '-----END CERTIFICATE-----'"
					.formatted(1 + one.pem().lines().count()));
	}

	@Test
	void readWhenDerDamagedThrows() {
		assertFails(() -> this.reader.read(new byte[] { 0x30, 0x03, 0x01, 0x02, 0x03 }),
				"the content is not a certificate, or is damaged");
	}

	private static void assertFails(ThrowingCallable reading, String message) {
		assertThatExceptionOfType(CertificateException.class).isThrownBy(reading).withMessage(message).withNoCause();
	}

	private static String trusted(byte[] settings) throws Exception {
		return TestCertificate.pem("TRUSTED CERTIFICATE", concat(one.certificate().getEncoded(), settings));
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static byte[] pkcs7(List<X509Certificate> certificates) throws Exception {
		return CertificateFactory.getInstance("X.509").generateCertPath(certificates).getEncoded("PKCS7");
	}

}
