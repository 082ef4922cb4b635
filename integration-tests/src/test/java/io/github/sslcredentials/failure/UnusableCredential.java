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

package io.github.sslcredentials.failure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a credential that is stored, and what is said of it.
 */
enum UnusableCredential {

	MISSING(null, null, ""),

	NO_KEY(Reason.NO_PRIVATE_KEY, CredentialRecord.pem("", Issued.GOOD.certificateChainPem()),
			"there is no private key, expected PEM with '-----BEGIN PRIVATE KEY-----'"),

	UNREADABLE_KEY(Reason.UNREADABLE_PRIVATE_KEY,
			CredentialRecord.pem(Issued.GOOD.privateKeyPem().replaceFirst("\n.{8}", "\nAAAAAAAA"),
					Issued.GOOD.certificateChainPem()),
			"the private key cannot be read: the element 0x30 is missing"),

	WRONG_PASSWORD(Reason.WRONG_PASSWORD, Issued.ENCRYPTED.withPrivateKeyPassword("another-password".toCharArray()),
			"the private key is encrypted with another password than the one given"),

	NO_PASSWORD(Reason.WRONG_PASSWORD, Issued.ENCRYPTED,
			"the private key is encrypted and a password is missing, set 'ssl.store.private-key-password', CredentialRecord.withPrivateKeyPassword or CredentialEntity.privateKeyPassword()"),

	OTHER_KEY(Reason.KEY_MISMATCH,
			CredentialRecord.pem(Issued.OTHER.privateKeyPem(), Issued.GOOD.certificateChainPem()),
			"the private key (EC) belongs to none of the certificates: the SHA-256 of its public key is '%s', but that of the certificate 'CN=good' with the fingerprint '%s' is '%s'"
				.formatted(sha256(Issued.OTHER.certificate().getPublicKey()),
						Credential.fingerprint(Issued.GOOD.certificate()),
						sha256(Issued.GOOD.certificate().getPublicKey()))),

	BROKEN_CHAIN(Reason.BROKEN_CHAIN,
			CredentialRecord.pem(Issued.GOOD.privateKeyPem(),
					Issued.GOOD.certificateChainPem() + Issued.OTHER.certificateChainPem()),
			"the certificate 'CN=other' is not in the chain of the end-entity certificate, which ends with 'CN=good': the certificate of its issuer 'CN=Development CA' is missing"),

	EXPIRED(Reason.EXPIRED,
			Issued.CA.issue().commonName("expired").client().validity(Issued.PAST, Issued.YESTERDAY).build().record(),
			"the certificate 'CN=expired' has expired at '%s', store a renewed one".formatted(Issued.YESTERDAY)),

	NOT_YET_VALID(Reason.NOT_YET_VALID,
			Issued.CA.issue().commonName("future").client().validity(Issued.TOMORROW, Issued.FUTURE).build().record(),
			"the certificate 'CN=future' is not valid before '%s', and by this clock it is '"
				.formatted(Issued.TOMORROW)),

	FORBIDDEN_USAGE(Reason.FORBIDDEN_USAGE, Issued.CA.issue().commonName("server").server().build().record(),
			"the extended key usage of the certificate 'CN=server' does not have 'clientAuth' (1.3.6.1.5.5.7.3.2), it has [1.3.6.1.5.5.7.3.1], ask the CA for one that has"),

	NO_TRUST_ANCHORS(Reason.NO_TRUST_ANCHORS, Issued.GOOD.record(),
			"'ca-certificates' has 'record', but no trust anchors are stored with the credential");

	static final DevelopmentCa CA = Issued.CA;

	private final @Nullable Reason reason;

	private final @Nullable CredentialRecord record;

	private final String problem;

	UnusableCredential(@Nullable Reason reason, @Nullable CredentialRecord record, String problem) {
		this.reason = reason;
		this.record = record;
		this.problem = problem;
	}

	/**
	 * Return the credential that stands for those that can be used.
	 */
	static IssuedCredential good() {
		return Issued.GOOD;
	}

	@Nullable Reason reason() {
		return this.reason;
	}

	@Nullable CredentialRecord record() {
		return this.record;
	}

	CredentialRecord recordOrThrow() {
		return Objects.requireNonNull(this.record);
	}

	String client() {
		return name().toLowerCase(Locale.ROOT).replace("_", "");
	}

	String path() {
		return "Employee/%s/Address/%d".formatted(client(), ordinal());
	}

	String message() {
		return (this.record != null) ? "Credential '%s', version %s, cannot be used: %s".formatted(path(),
				this.record.version(), this.problem)
				: "No credential '%s' in jpaCredentialRepository".formatted(path());
	}

	private static String sha256(PublicKey publicKey) {
		return Issued.sha256(publicKey.getEncoded());
	}

	private static final class Issued {

		static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

		static final Instant PAST = NOW.minus(Duration.ofDays(30));

		static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

		static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

		static final Instant FUTURE = NOW.plus(Duration.ofDays(30));

		static final DevelopmentCa CA = DevelopmentCa.create();

		static final IssuedCredential GOOD = CA.issueClient("good");

		static final IssuedCredential OTHER = CA.issueClient("other");

		static final CredentialRecord ENCRYPTED = CredentialRecord
			.pem(EncryptedKey.pem(GOOD.privateKey(), "the-right-password"), GOOD.certificateChainPem());

		private Issued() {
		}

		static String sha256(byte[] content) {
			try {
				return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
