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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link CredentialReader}: what is read, usage, validity, anchors.
 *
 * @author SSL Credentials contributors
 */
class CredentialReaderTests {

	@ParameterizedTest
	@ValueSource(strings = { "RSA", "RSASSA-PSS", "secp256r1", "secp384r1", "secp521r1", "Ed25519", "Ed448" })
	void readWhenKeyAndCertificateReturnsCredential(String algorithm) throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").keys(TestCertificate.keys(algorithm)).build();
		Credential credential = Reading.read(own.privateKeyPem(), own.pem());
		assertThat(credential.path()).isEqualTo(Reading.PATH);
		assertThat(credential.version()).isEqualTo("7");
		assertThat(credential.privateKey()).isEqualTo(own.privateKey());
		assertThat(credential.certificateChain()).containsExactly(own.certificate());
		assertThat(credential.trustAnchors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " \n", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----" })
	void readWhenNoCertificateThrows(String certificates) throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), certificates), Reason.NO_CERTIFICATE,
				"there is no certificate, expected PEM with '-----BEGIN CERTIFICATE-----'");
	}

	@Test
	void readWhenCertificateDamagedThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		Reading.assertInvalid(
				() -> Reading.read(own.privateKeyPem(), own.pem() + TestCertificate.pem("CERTIFICATE", new byte[9])),
				Reason.UNREADABLE_CERTIFICATE, "the certificate chain cannot be read: the block 'CERTIFICATE' at line "
						+ (1 + own.pem().lines().count()) + " is not a certificate, or is damaged");
	}

	@Test
	void readWhenChainTooLongThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem() + " ".repeat(PemText.MAX_LENGTH)),
				Reason.UNREADABLE_CERTIFICATE, "the certificate chain cannot be read: its text of %d characters"
					.formatted(own.pem().length() + PemText.MAX_LENGTH) + " is longer than 1048576");
	}

	@Test
	void readWhenExpiredThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri")
			.validity("2025-01-01T00:00:00Z", "2026-06-01T11:59:59Z")
			.build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem()), Reason.EXPIRED,
				"the certificate 'CN=asalieri' has expired at '2026-06-01T11:59:59Z', store a renewed one");
	}

	@Test
	void readWhenNotYetValidThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri")
			.validity("2026-06-01T12:00:01Z", "2027-01-01T00:00:00Z")
			.build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem()), Reason.NOT_YET_VALID,
				"the certificate 'CN=asalieri' is not valid before '2026-06-01T12:00:01Z', and by this clock it is '2026-06-01T12:00:00Z'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z" })
	void checkValidWhenFirstOrLastInstantPasses(String now) throws Exception {
		Credential credential = credential();
		assertThatNoException().isThrownBy(() -> at(now).checkValid(credential));
	}

	@Test
	void checkValidWhenExpiredThrows() throws Exception {
		Credential credential = credential();
		Reading.assertInvalid(() -> at("2027-01-01T00:00:00.001Z").checkValid(credential), Reason.EXPIRED,
				"the certificate 'CN=asalieri' has expired at '2027-01-01T00:00:00Z', store a renewed one");
	}

	@Test
	void checkValidWhenNotYetValidThrows() throws Exception {
		Credential credential = credential();
		Reading.assertInvalid(() -> at("2025-12-31T23:59:59Z").checkValid(credential), Reason.NOT_YET_VALID,
				"the certificate 'CN=asalieri' is not valid before '2026-01-01T00:00:00Z', and by this clock it is '2025-12-31T23:59:59Z'");
	}

	@Test
	void readWhenPurposeAllowedReturnsCredential() throws Exception {
		TestCertificate client = withPurposes(KeyPurposeId.id_kp_clientAuth);
		TestCertificate any = withPurposes(KeyPurposeId.anyExtendedKeyUsage);
		TestCertificate server = withPurposes(KeyPurposeId.id_kp_serverAuth);
		assertThat(Reading.read(client.privateKeyPem(), client.pem())).isNotNull();
		assertThat(Reading.read(any.privateKeyPem(), any.pem())).isNotNull();
		assertThat(Reading.read(Reading.pem(server.privateKeyPem(), server.pem()), KeyPurpose.SERVER_AUTHENTICATION))
			.isNotNull();
	}

	@Test
	void readWhenForServersOnlyThrows() throws Exception {
		TestCertificate server = withPurposes(KeyPurposeId.id_kp_serverAuth);
		Reading.assertInvalid(() -> Reading.read(server.privateKeyPem(), server.pem()), Reason.FORBIDDEN_USAGE,
				"the extended key usage of the certificate 'CN=asalieri' does not have 'clientAuth' (1.3.6.1.5.5.7.3.2), it has [1.3.6.1.5.5.7.3.1], ask the CA for one that has");
	}

	@Test
	void readWhenForClientsOnlyAndWantedForServerThrows() throws Exception {
		TestCertificate client = withPurposes(KeyPurposeId.id_kp_clientAuth);
		Reading.assertInvalid(
				() -> Reading.read(Reading.pem(client.privateKeyPem(), client.pem()), KeyPurpose.SERVER_AUTHENTICATION),
				Reason.FORBIDDEN_USAGE,
				"the extended key usage of the certificate 'CN=asalieri' does not have 'serverAuth' (1.3.6.1.5.5.7.3.1), it has [1.3.6.1.5.5.7.3.2], ask the CA for one that has");
	}

	@Test
	void readWhenKeyUsageAllowsSignaturesReturnsCredential() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").keyUsage(KeyUsage.digitalSignature).build();
		assertThat(Reading.read(own.privateKeyPem(), own.pem())).isNotNull();
	}

	@Test
	void readWhenKeyUsageForbidsSignaturesThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").keyUsage(KeyUsage.keyEncipherment).build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem()), Reason.FORBIDDEN_USAGE,
				"the key usage of the certificate 'CN=asalieri' does not have 'digitalSignature', ask the CA for one that has");
	}

	@Test
	void readWhenUnknownCriticalExtensionThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri")
			.extension(new ASN1ObjectIdentifier("1.2.3.4"), DERNull.INSTANCE)
			.build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem()), Reason.FORBIDDEN_USAGE,
				"the certificate 'CN=asalieri' has a critical extension that is not known, its critical extensions are [1.2.3.4]");
	}

	@Test
	void readWhenTrustAnchorsReturnsThem() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		TestCertificate ca = TestCertificate.named("ca").ca().build();
		assertThat(Reading.read(Reading.pem(own.privateKeyPem(), own.pem()).withTrustAnchors(ca.pem())).trustAnchors())
			.containsExactly(ca.certificate());
		assertThat(Reading.read(Reading.pem(own.privateKeyPem(), own.pem()).withTrustAnchors(" \n")).trustAnchors())
			.isEmpty();
	}

	@Test
	void readWhenTrustAnchorsDamagedThrows() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		Reading.assertInvalid(() -> Reading
			.read(Reading.pem(own.privateKeyPem(), own.pem()).withTrustAnchors("nothing of the kind").withVersion("7")),
				Reason.UNREADABLE_TRUST_ANCHORS,
				"the trust anchors cannot be read: there is no certificate in the text");
	}

	@Test
	void readWhenSubjectHasLineEndsPrintsOneLine() throws Exception {
		TestCertificate own = TestCertificate.named("evil\\0aCredential OK")
			.validity("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
			.build();
		Reading.assertInvalid(() -> Reading.read(own.privateKeyPem(), own.pem()), Reason.EXPIRED,
				"the certificate 'CN=evil?Credential OK' has expired at '2026-01-01T00:00:00Z', store a renewed one");
	}

	private static TestCertificate withPurposes(KeyPurposeId purpose) throws Exception {
		return TestCertificate.named("asalieri").purposes(purpose).build();
	}

	private static Credential credential() throws Exception {
		TestCertificate own = TestCertificate.named("asalieri").build();
		return Reading.read(own.privateKeyPem(), own.pem());
	}

	private static CredentialReader at(String now) {
		return new CredentialReader(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), () -> null);
	}

}
