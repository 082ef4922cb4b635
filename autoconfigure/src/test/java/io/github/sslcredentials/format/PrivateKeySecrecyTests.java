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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing of a private key or password is in what a failure prints, whatever is damaged.
 *
 * @author SSL Credentials contributors
 */
class PrivateKeySecrecyTests {

	private static final int PIECE = 8;

	@ParameterizedTest
	@MethodSource("algorithms")
	void readWhenDamagedAnywherePrintsNothingOfKey(String algorithm) throws Exception {
		TestCertificate own = TestCertificate.named("own").keys(TestCertificate.keys(algorithm)).build();
		Random random = new Random(7);
		for (int i = 0; i < 60; i++) {
			byte[] damaged = own.privateKey().getEncoded();
			damaged[random.nextInt(Math.min(damaged.length, 80))] = (byte) random.nextInt();
			String key = TestCertificate.pem("PRIVATE KEY", damaged);
			assertNothingPrinted(damaged, failure(key, own.pem()));
			assertNothingPrinted(damaged, failure(key.replace("PRIVATE", "RSA PRIVATE"), own.pem()));
			assertNothingPrinted(damaged, failure(key.replace("PRIVATE", "EC PRIVATE"), own.pem()));
			assertNothingPrinted(damaged, failure(key.replace("PRIVATE", "ENCRYPTED PRIVATE"), own.pem()));
			assertNothingPrinted(damaged, failure(own.privateKeyPem(), key.replace("PRIVATE KEY", "CERTIFICATE")));
		}
	}

	@Test
	void readWhenTextDamagedAnywherePrintsNothingOfKey() throws Exception {
		TestCertificate own = TestCertificate.named("own").build();
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			StringBuilder key = new StringBuilder(own.privateKeyPem());
			key.setCharAt(random.nextInt(key.length()), (char) random.nextInt(0x100));
			assertNothingPrinted(own.privateKey().getEncoded(), failure(key.toString(), own.pem()));
		}
	}

	@Test
	void failureWhenPrintedHasNothingOfPassword() throws Exception {
		TestCertificate own = TestCertificate.named("own").build();
		CredentialRecord record = Reading
			.pem(TestCertificate.pem("ENCRYPTED PRIVATE KEY", own.privateKey().getEncoded()), own.pem())
			.withPrivateKeyPassword("tr0ub4dor".toCharArray());
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> Reading.read(record))
			.satisfies((ex) -> assertThat(printed(ex)).doesNotContain("tr0ub4dor"));
	}

	@Test
	void credentialWhenPrintedHasNothingOfKey() throws Exception {
		TestCertificate own = TestCertificate.named("own").build();
		assertThat(leaks(own.privateKey().getEncoded(), Reading.read(own.privateKeyPem(), own.pem()).toString()))
			.isEmpty();
		assertThat(PemText.blocks(own.privateKeyPem())).hasToString("[PemBlock[label=PRIVATE KEY, line=1]]");
	}

	@Test
	void leaksWhenKeyIsPrintedFindsIt() throws Exception {
		byte[] key = TestCertificate.keys("secp256r1").getPrivate().getEncoded();
		String hex = HexFormat.of().formatHex(key);
		assertThat(leaks(key, "text " + TestCertificate.pem("PRIVATE KEY", key))).isNotEmpty();
		assertThat(leaks(key, "at " + hex.substring(80, 100))).isNotEmpty();
		assertThat(leaks(key, "at " + hex.substring(80, 100).toUpperCase(Locale.ROOT))).isNotEmpty();
		assertThat(leaks(key, "at " + new String(key, 40, 12, StandardCharsets.ISO_8859_1))).isNotEmpty();
		assertThat(leaks(key, "nothing")).isEmpty();
	}

	static Stream<String> algorithms() {
		return Stream.of("RSA", "secp256r1", "Ed25519");
	}

	private static InvalidCredentialException failure(String key, String certificates) {
		try {
			Reading.read(key, certificates);
			return null;
		}
		catch (InvalidCredentialException ex) {
			return ex;
		}
	}

	private static void assertNothingPrinted(byte[] key, InvalidCredentialException ex) {
		if (ex != null) {
			assertThat(leaks(key, printed(ex))).as(ex.getMessage()).isEmpty();
		}
	}

	private static String printed(Throwable ex) {
		StringBuilder printed = new StringBuilder(ex.toString());
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			printed.append(cause);
		}
		return printed.toString();
	}

	/**
	 * Return the pieces of the key behind its header that are in the text, in base64 as
	 * PEM has it, in hexadecimal digits, or as they are.
	 */
	private static List<String> leaks(byte[] key, String text) {
		String base64 = Base64.getEncoder().encodeToString(key);
		String hex = HexFormat.of().formatHex(key);
		String lowerCase = text.toLowerCase(Locale.ROOT);
		String raw = new String(key, StandardCharsets.ISO_8859_1);
		return Stream
			.of(pieces(base64, 40).filter(text::contains), pieces(hex, 2 * 30).filter(lowerCase::contains),
					pieces(raw, 30).filter(text::contains))
			.flatMap((found) -> found)
			.toList();
	}

	private static Stream<String> pieces(String text, int from) {
		return Stream.iterate(from, (at) -> at + PIECE <= text.length(), (at) -> at + 1)
			.map((at) -> text.substring(at, at + PIECE));
	}

}
