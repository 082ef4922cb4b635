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

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CertificateChain}.
 *
 * @author SSL Credentials contributors
 */
class CertificateChainTests {

	private static TestCertificate root;

	private static TestCertificate first;

	private static TestCertificate second;

	private static TestCertificate own;

	private static TestCertificate stranger;

	@BeforeAll
	static void makeChain() throws Exception {
		root = TestCertificate.named("root").keys(TestCertificate.keys("RSA")).ca().build();
		first = TestCertificate.named("first").issuer(root).ca().build();
		second = TestCertificate.named("second").issuer(first).ca().build();
		own = TestCertificate.named("own").issuer(second).build();
		stranger = TestCertificate.named("stranger").build();
	}

	@RepeatedTest(12)
	void readWhenAnyOrderReturnsChainWithoutRoot(RepetitionInfo repetition) throws Exception {
		List<TestCertificate> certificates = new ArrayList<>(List.of(root, first, second, own, second, own));
		Collections.shuffle(certificates, new Random(repetition.getCurrentRepetition()));
		assertThat(chain(certificates.toArray(TestCertificate[]::new))).containsExactly(own.certificate(),
				second.certificate(), first.certificate());
	}

	@Test
	void readWhenOnlyEndEntityReturnsIt() throws Exception {
		assertThat(chain(own)).containsExactly(own.certificate());
	}

	@Test
	void readWhenOnlySelfSignedReturnsIt() throws Exception {
		assertThat(Reading.read(root.privateKeyPem(), root.pem()).certificateChain())
			.containsExactly(root.certificate());
	}

	@Test
	void readWhenGapThrows() throws Exception {
		assertBroken(
				"the certificate 'CN=first' is not in the chain of the end-entity certificate, which ends with 'CN=own': the certificate of its issuer 'CN=second' is missing",
				own, first);
	}

	@Test
	void readWhenUnrelatedThrows() throws Exception {
		assertBroken(
				"the certificate 'CN=stranger' is not in the chain of the end-entity certificate, which ends with 'CN=root': that is self-signed",
				own, second, first, root, stranger);
	}

	@Test
	void readWhenOneIssuedByOwnThrows() throws Exception {
		TestCertificate below = TestCertificate.named("below").issuer(own).build();
		assertBroken(
				"the certificate 'CN=below' is not in the chain of the end-entity certificate, which ends with 'CN=second': the certificate of its issuer 'CN=first' is missing",
				below, own, second);
	}

	@Test
	void readWhenIssuerByNameOnlyThrows() throws Exception {
		TestCertificate impostor = TestCertificate.named("second").issuer(first).ca().build();
		assertBroken(
				"the certificate 'CN=second' is not in the chain of the end-entity certificate, which ends with 'CN=own': that was issued by 'CN=second', but not signed with the key of this certificate",
				own, impostor, first);
	}

	@Test
	void readWhenCrossSignedReturnsLongestChain() throws Exception {
		TestCertificate oldRoot = TestCertificate.named("old root").ca().build();
		TestCertificate cross = TestCertificate.named("root").keys(root.keys()).issuer(oldRoot).ca().build();
		assertThat(chain(root, own, oldRoot, cross, second, first)).containsExactly(own.certificate(),
				second.certificate(), first.certificate(), cross.certificate());
	}

	@Test
	void readWhenSeveralCertificatesForKeyThrows() throws Exception {
		TestCertificate renewed = TestCertificate.named("own").keys(own.keys()).issuer(second).build();
		assertBroken(
				"there are several certificates for the private key, keep one of those with the fingerprints '%s', '%s'"
					.formatted(Credential.fingerprint(own.certificate()),
							Credential.fingerprint(renewed.certificate())),
				own, renewed, second);
	}

	@Test
	void readWhenManyCertificatesThrows() throws Exception {
		TestCertificate[] certificates = new TestCertificate[21];
		for (int i = 0; i < certificates.length; i++) {
			certificates[i] = TestCertificate.named("own").keys(own.keys()).build();
		}
		assertBroken("there are 21 certificates, more than 20", certificates);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RSA", "RSASSA-PSS", "secp256r1", "secp384r1", "secp521r1", "Ed25519", "Ed448" })
	void readWhenKeyOfAnotherNamesBothFingerprints(String algorithm) throws Exception {
		TestCertificate other = TestCertificate.named("other").keys(TestCertificate.keys(algorithm)).build();
		TestCertificate same = TestCertificate.named("same").issuer(root).keys(TestCertificate.keys(algorithm)).build();
		Reading.assertInvalid(() -> Reading.read(other.privateKeyPem(), root.pem() + same.pem()), Reason.KEY_MISMATCH,
				"the private key (%s) belongs to none of the certificates: the SHA-256 of its public key is '%s', but that of the certificate 'CN=same' with the fingerprint '%s' is '%s'"
					.formatted(algorithm.startsWith("secp") ? "EC" : algorithm,
							PublicHalf.fingerprint(other.keys().getPublic()),
							Credential.fingerprint(same.certificate()),
							PublicHalf.fingerprint(same.certificate().getPublicKey())));
	}

	@Test
	void readWhenIntermediateExpiredThrows() throws Exception {
		TestCertificate expired = TestCertificate.named("expired")
			.issuer(root)
			.validity("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")
			.build();
		TestCertificate below = TestCertificate.named("below").issuer(expired).build();
		Reading.assertInvalid(() -> Reading.read(below.privateKeyPem(), below.pem() + expired.pem()), Reason.EXPIRED,
				"the certificate 'CN=expired' has expired at '2021-01-01T00:00:00Z', store a renewed one");
	}

	private static List<X509Certificate> chain(TestCertificate... certificates) throws Exception {
		return Reading.read(own.privateKeyPem(), pem(certificates)).certificateChain();
	}

	private static void assertBroken(String problem, TestCertificate... certificates) throws Exception {
		String pem = pem(certificates);
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), pem), Reason.BROKEN_CHAIN, problem);
	}

	private static String pem(TestCertificate... certificates) throws Exception {
		StringBuilder pem = new StringBuilder();
		for (TestCertificate certificate : certificates) {
			pem.append(certificate.pem());
		}
		return pem.toString();
	}

}
