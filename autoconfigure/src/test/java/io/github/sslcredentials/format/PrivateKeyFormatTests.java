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

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for the formats of private keys that are not encrypted.
 *
 * @author SSL Credentials contributors
 */
class PrivateKeyFormatTests {

	private static TestCertificate rsa;

	private static TestCertificate ec;

	@BeforeAll
	static void makeKeys() throws Exception {
		rsa = TestCertificate.named("rsa").keys(TestCertificate.keys("RSA")).build();
		ec = TestCertificate.named("ec").keys(TestCertificate.keys("secp384r1")).build();
	}

	@Test
	void readWhenPkcs1ReturnsKey() throws Exception {
		assertThat(Reading.read(TestCertificate.pem("RSA PRIVATE KEY", inner(rsa)), rsa.pem()).privateKey())
			.isEqualTo(rsa.privateKey());
	}

	@Test
	void readWhenSec1NamesCurveReturnsKey() throws Exception {
		assertScalar(Reading.read(sec1(SECObjectIdentifiers.secp384r1), ec.pem()));
	}

	@Test
	void readWhenBlockBesideSec1NamesCurveReturnsKey() throws Exception {
		assertScalar(Reading.read(parameters(SECObjectIdentifiers.secp384r1) + sec1(null), ec.pem()));
		assertThat(Reading.read(parameters(SECObjectIdentifiers.secp384r1) + sec1(SECObjectIdentifiers.secp384r1),
				ec.pem()))
			.isNotNull();
	}

	@Test
	void readWhenOnlyCertificateNamesCurveReturnsKey() throws Exception {
		TestCertificate ca = TestCertificate.named("ca").ca().build();
		TestCertificate own = TestCertificate.named("own").keys(ec.keys()).issuer(ca).build();
		assertScalar(Reading.read(sec1(null), ca.pem() + own.pem()));
	}

	@Test
	void readWhenNothingNamesCurveThrows() throws Exception {
		String certificates = rsa.pem();
		String key = sec1(null);
		Reading.assertInvalid(() -> Reading.read(key, certificates), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: it does not name its curve, and neither does a block 'EC PARAMETERS' beside it or the certificate 'CN=rsa', convert it with 'openssl pkcs8 -topk8 -nocrypt'");
	}

	@Test
	void readWhenCurvesContradictThrows() throws Exception {
		String key = parameters(SECObjectIdentifiers.secp256r1) + sec1(SECObjectIdentifiers.secp384r1);
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: it is on another curve than a block 'EC PARAMETERS' beside it says");
	}

	@Test
	void readWhenCertificateAndTextBesideKeyReturnsKey() throws Exception {
		String text = "\ufeffBag Attributes: <none>\r\n" + (ec.pem() + ec.privateKeyPem()).replace("\n", "\r\n")
				+ "\r\nthe end";
		assertThat(Reading.read(text, text).privateKey()).isEqualTo(ec.privateKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r", "\\n", " \n\t", "" })
	void readWhenOtherLineEndsReturnsKey(String lineEnd) throws Exception {
		assertThat(Reading.read(rsa.privateKeyPem().replace("\n", lineEnd), rsa.pem()).privateKey())
			.isEqualTo(rsa.privateKey());
	}

	@Test
	void readWhenHeadersReturnsKey() throws Exception {
		String key = rsa.privateKeyPem().replaceFirst("\n", "\nX-Comment: hello\n\n");
		assertThat(Reading.read(key, rsa.pem()).privateKey()).isEqualTo(rsa.privateKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
			"----BEGIN PRIVATE KEY----" })
	void readWhenNoKeyThrows(String key) {
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.NO_PRIVATE_KEY,
				"there is no private key, expected PEM with '-----BEGIN PRIVATE KEY-----'");
	}

	@Test
	void readWhenSeveralKeysThrows() {
		Reading.assertInvalid(() -> Reading.read(rsa.privateKeyPem() + ec.privateKeyPem(), ec.pem()),
				Reason.NO_PRIVATE_KEY,
				"there are several private keys (2), keep the one that belongs to the certificate");
	}

	@Test
	void readWhenCutOffThrows() {
		String key = ec.privateKeyPem().substring(0, 100);
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: the block 'PRIVATE KEY' at line 1 does not end with '-----END PRIVATE KEY-----'");
	}

	@Test
	void readWhenNoBase64Throws() {
		String key = ec.privateKeyPem().replaceFirst("\nM", "\n*");
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: the block 'PRIVATE KEY' at line 1 is not complete base64");
	}

	@Test
	void readWhenTooLongThrows() {
		String key = ec.privateKeyPem() + " ".repeat(PemText.MAX_LENGTH);
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: its text of %d characters is longer than 1048576"
					.formatted(key.length()));
	}

	@Test
	void readWhenLegacyEncryptedThrows() {
		String key = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
				+ "-----END RSA PRIVATE KEY-----\n";
		Reading.assertInvalid(() -> Reading.read(key, rsa.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: it is encrypted in the legacy format of OpenSSL ('Proc-Type: 4,ENCRYPTED'), convert it with 'openssl pkcs8 -in key.pem -topk8 -out new.pem'");
	}

	@Test
	void readWhenUnknownFormatThrows() {
		String key = TestCertificate.pem("DSA PRIVATE KEY", new byte[9]);
		Reading.assertInvalid(() -> Reading.read(key, rsa.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: the format 'DSA PRIVATE KEY' is not supported, convert it with 'openssl pkcs8 -in key.pem -topk8 -out new.pem'");
	}

	@Test
	void readWhenAlgorithmCannotSignThrows() throws Exception {
		String key = TestCertificate.pem("PRIVATE KEY", TestCertificate.keys("X25519").getPrivate().getEncoded());
		Reading.assertInvalid(() -> Reading.read(key, rsa.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: its algorithm '1.3.101.110' is none that can sign in TLS, use RSA, EC, Ed25519 or Ed448");
	}

	@Test
	void readWhenCurveUnknownThrows() throws Exception {
		String key = sec1(new ASN1ObjectIdentifier("1.2.3.4"));
		Reading.assertInvalid(() -> Reading.read(key, ec.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: its algorithm is EC on the curve '1.2.3.4', and the key is damaged, or not supported by this Java (InvalidKeySpecException)");
	}

	@Test
	void readWhenPrimesAreHugeThrowsAtOnce() throws Exception {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.privateKey();
		BigInteger huge = BigInteger.ONE.shiftLeft(1_000_000).subtract(BigInteger.ONE);
		byte[] pkcs1 = new RSAPrivateKey(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), huge,
				huge, huge, huge, key.getCrtCoefficient())
			.getEncoded();
		String pem = TestCertificate.pem("RSA PRIVATE KEY", pkcs1);
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Reading.assertInvalid(
				() -> Reading.read(pem, rsa.pem()), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be read: its algorithm is RSA, and the key is damaged, or not supported by this Java (InvalidKeyException)"));
	}

	@Test
	void readWhenPrivateExponentDamagedThrows() throws Exception {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.privateKey();
		byte[] pkcs1 = new RSAPrivateKey(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
				key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP().flipBit(7), key.getPrimeExponentQ(),
				key.getCrtCoefficient())
			.getEncoded();
		Reading.assertInvalid(() -> Reading.read(TestCertificate.pem("RSA PRIVATE KEY", pkcs1), rsa.pem()),
				Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot sign, it is damaged, or not supported by this Java (RSA, SignatureException)");
	}

	private static void assertScalar(Credential credential) {
		assertThat(scalar(credential.privateKey())).isEqualTo(scalar(ec.privateKey()));
	}

	private static BigInteger scalar(PrivateKey key) {
		return ((java.security.interfaces.ECPrivateKey) key).getS();
	}

	private static byte[] inner(TestCertificate own) throws Exception {
		return PrivateKeyInfo.getInstance(own.privateKey().getEncoded())
			.parsePrivateKey()
			.toASN1Primitive()
			.getEncoded();
	}

	private static String sec1(ASN1Encodable curve) throws Exception {
		DERBitString point = new DERBitString(
				SubjectPublicKeyInfo.getInstance(ec.keys().getPublic().getEncoded()).getPublicKeyData().getBytes());
		int bits = ((ECPublicKey) ec.keys().getPublic()).getParams().getOrder().bitLength();
		return TestCertificate.pem("EC PRIVATE KEY",
				new ECPrivateKey(bits, scalar(ec.privateKey()), point, curve).getEncoded());
	}

	private static String parameters(ASN1ObjectIdentifier curve) throws Exception {
		return TestCertificate.pem("EC PARAMETERS", curve.getEncoded());
	}

}
