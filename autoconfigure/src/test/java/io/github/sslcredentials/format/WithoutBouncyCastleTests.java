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

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BinaryOperator;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Plain PEM is read with nothing but the JDK and our classes.
 *
 * @author SSL Credentials contributors
 */
class WithoutBouncyCastleTests {

	@ParameterizedTest
	@CsvSource({ "RSA, PRIVATE KEY", "RSA, RSA PRIVATE KEY", "secp256r1, PRIVATE KEY", "secp256r1, EC PRIVATE KEY",
			"Ed25519, PRIVATE KEY" })
	@SuppressWarnings("unchecked")
	void readWhenNothingButTheJdkReturnsCredential(String algorithm, String label) throws Exception {
		TestCertificate own = TestCertificate.named("own").keys(TestCertificate.keys(algorithm)).build();
		byte[] pkcs8 = own.privateKey().getEncoded();
		byte[] key = label.equals("PRIVATE KEY") ? pkcs8
				: PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey().toASN1Primitive().getEncoded();
		try (URLClassLoader bare = bareClassLoader()) {
			BinaryOperator<String> reading = (BinaryOperator<String>) bare
				.loadClass(FingerprintOfRecord.class.getName())
				.getDeclaredConstructor()
				.newInstance();
			assertThat(reading.getClass()).isNotEqualTo(FingerprintOfRecord.class);
			assertThat(reading.apply(TestCertificate.pem(label, key), own.pem()))
				.isEqualTo(Credential.fingerprint(own.certificate()));
		}
	}

	@Test
	void bareClassLoaderHasNoBouncyCastle() throws Exception {
		try (URLClassLoader bare = bareClassLoader()) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> bare.loadClass(PrivateKeyInfo.class.getName()));
		}
	}

	private static URLClassLoader bareClassLoader() {
		return new URLClassLoader(new URL[] { location(CredentialReader.class), location(FingerprintOfRecord.class) },
				ClassLoader.getPlatformClassLoader());
	}

	private static URL location(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation();
	}

	/**
	 * Runs inside the bare class loader.
	 */
	public static final class FingerprintOfRecord implements BinaryOperator<String> {

		@Override
		public String apply(String privateKey, String certificates) {
			Clock clock = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
			return new CredentialReader(clock, () -> null)
				.read(CredentialPath.of("A", 1), CredentialRecord.pem(privateKey, certificates))
				.fingerprint();
		}

	}

}
