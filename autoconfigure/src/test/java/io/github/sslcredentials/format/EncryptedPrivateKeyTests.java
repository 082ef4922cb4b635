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

import java.time.Duration;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for {@link EncryptedPkcs8} and where its password comes from.
 *
 * @author SSL Credentials contributors
 */
class EncryptedPrivateKeyTests {

	private static final String PASSWORD = "correct horse battery";

	private static TestCertificate own;

	@BeforeAll
	static void makeKey() throws Exception {
		own = TestCertificate.named("asalieri").build();
	}

	@ParameterizedTest
	@CsvSource({ "2.16.840.1.101.3.4.1.2, 1.2.840.113549.2.7", "2.16.840.1.101.3.4.1.22, 1.2.840.113549.2.8",
			"2.16.840.1.101.3.4.1.42, 1.2.840.113549.2.9", "2.16.840.1.101.3.4.1.42, 1.2.840.113549.2.10",
			"2.16.840.1.101.3.4.1.2, 1.2.840.113549.2.11", "1.2.840.113549.3.7, 1.2.840.113549.2.7" })
	void readWhenPbes2ReturnsKey(String cipher, String function) throws Exception {
		String key = encrypted(cipher, function, PASSWORD);
		assertThat(read(key, PASSWORD).privateKey()).isEqualTo(own.privateKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.5", "1.2.840.113549.1.12.1.6" })
	void readWhenPbes1ReturnsKey(String scheme) throws Exception {
		String key = encrypted(scheme, "1.2.840.113549.2.7", PASSWORD);
		assertThat(read(key, PASSWORD).privateKey()).isEqualTo(own.privateKey());
		assertWrongPassword(key, "another");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "pässwörd €", "  blanks  " })
	void readWhenPasswordOfAnyCharactersReturnsKey(String password) throws Exception {
		String key = encrypted("2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9", password);
		assertThat(read(key, password).privateKey()).isEqualTo(own.privateKey());
	}

	@Test
	void readWhenWrongPasswordThrowsEachTime() throws Exception {
		String key = encrypted("2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9", PASSWORD);
		for (int i = 0; i < 600; i++) { // one in 256 has a padding that looks right
			assertWrongPassword(key, "another " + i);
		}
	}

	@Test
	void readWhenNoPasswordThrows() throws Exception {
		String key = encrypted("2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9", PASSWORD);
		String problem = "the private key is encrypted and a password is missing, set 'ssl.store.private-key-password', CredentialRecord.withPrivateKeyPassword or CredentialEntity.privateKeyPassword()";
		Reading.assertInvalid(() -> Reading.read(key, own.pem()), Reason.WRONG_PASSWORD, problem);
		Reading.assertInvalid(() -> read(key, ""), Reason.WRONG_PASSWORD, problem);
	}

	@Test
	void readWhenRecordHasNoPasswordUsesDefaultAndLeavesItAsItIs() throws Exception {
		char[] password = PASSWORD.toCharArray();
		CredentialReader reader = new CredentialReader(Reading.CLOCK, () -> password);
		String key = encrypted("2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9", PASSWORD);
		assertThat(reader.read(Reading.PATH, Reading.pem(key, own.pem())).privateKey()).isEqualTo(own.privateKey());
		assertThat(password).isEqualTo(PASSWORD.toCharArray());
	}

	@Test
	void readWhenRecordHasPasswordDoesNotAskForDefault() throws Exception {
		CredentialReader reader = new CredentialReader(Reading.CLOCK, () -> {
			throw new IllegalStateException("asked");
		});
		CredentialRecord plain = Reading.pem(own.privateKeyPem(), own.pem());
		CredentialRecord encrypted = Reading
			.pem(encrypted("2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9", PASSWORD), own.pem())
			.withPrivateKeyPassword(PASSWORD.toCharArray());
		assertThat(reader.read(Reading.PATH, plain)).isNotNull();
		assertThat(reader.read(Reading.PATH, encrypted)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000_001, 1_000_000_000, Integer.MAX_VALUE, 0, -1 })
	void readWhenIterationsOutOfBoundsThrowsAtOnce(int iterations) throws Exception {
		String key = pbkdf2(iterations, "2.16.840.1.101.3.4.1.42");
		assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> Reading.assertInvalid(() -> read(key, PASSWORD), Reason.UNREADABLE_PRIVATE_KEY,
						"the private key is not decrypted: its number of iterations is not between 1 and 10000000"));
	}

	@Test
	void readWhenCipherUnknownThrows() throws Exception {
		String key = pbkdf2(1000, "1.2.3.4");
		Reading.assertInvalid(() -> read(key, PASSWORD), Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be decrypted: '1.2.3.4' is not supported, convert it with 'openssl pkcs8 -in key.pem -topk8 -v2 aes-256-cbc -out new.pem'");
	}

	private static Credential read(String key, String password) throws Exception {
		return Reading.read(Reading.pem(key, own.pem()).withPrivateKeyPassword(password.toCharArray()));
	}

	private static void assertWrongPassword(String key, String password) {
		Reading.assertInvalid(() -> read(key, password), Reason.WRONG_PASSWORD,
				"the private key is encrypted with another password than the one given");
	}

	private static String encrypted(String algorithm, String function, String password) throws Exception {
		OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(new ASN1ObjectIdentifier(algorithm))
			.setPRF(new AlgorithmIdentifier(new ASN1ObjectIdentifier(function)))
			.setPassword(password.toCharArray())
			.setIterationCount(10)
			.setProvider(new BouncyCastleProvider())
			.build();
		return TestCertificate.pem("ENCRYPTED PRIVATE KEY",
				new JcaPKCS8Generator(own.privateKey(), encryptor).generate().getContent());
	}

	private static String pbkdf2(int iterations, String cipher) throws Exception {
		PBES2Parameters parameters = new PBES2Parameters(
				new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
						new PBKDF2Params(new byte[8], iterations, 32,
								new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))),
				new EncryptionScheme(new ASN1ObjectIdentifier(cipher), new DEROctetString(new byte[16])));
		return TestCertificate.pem("ENCRYPTED PRIVATE KEY",
				new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
						new byte[48])
					.getEncoded());
	}

}
