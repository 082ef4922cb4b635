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

import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Makes a checked credential of a record: it parses the private key and the certificates,
 * finds the certificate that belongs to the key, puts its chain in order, and checks
 * validity. Usage is checked apart, since a credential may serve a client or a server.
 * <p>
 * It reads private keys in PEM: PKCS#8, plain or encrypted (RFC 5958, RFC 8018), PKCS#1
 * (RFC 8017) and SEC 1 (RFC 5915), of the algorithms RSA, EC, Ed25519 and Ed448, with
 * what the JDK has. Work and memory are bounded whatever a record holds. Instances may be
 * shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialReader {

	private final Clock clock;

	private final PrivateKeyReader privateKeyReader;

	/**
	 * Create a reader.
	 * @param clock tells what is expired
	 * @param defaultPrivateKeyPassword the password of encrypted private keys whose
	 * record has none, or {@code null} or empty for none. It is asked for when it is
	 * needed; the array is copied and left as it is
	 */
	public CredentialReader(Clock clock, Supplier<char @Nullable []> defaultPrivateKeyPassword) {
		this.clock = clock;
		this.privateKeyReader = new PrivateKeyReader(defaultPrivateKeyPassword);
	}

	/**
	 * Read a credential.
	 * @param path the path that was asked for
	 * @param record what the store holds under it
	 * @return the credential
	 * @throws InvalidCredentialException if it must not or cannot be used
	 */
	public Credential read(CredentialPath path, CredentialRecord record) {
		try {
			List<X509Certificate> certificates = certificates(record);
			PrivateKey privateKey = this.privateKeyReader.read(record, certificates);
			List<X509Certificate> chain = CertificateChain.of(privateKey, certificates);
			CertificateValidity.check(chain, this.clock);
			return new Credential(path, record.version(), privateKey, chain, trustAnchors(record));
		}
		catch (InvalidContentException ex) {
			throw invalid(path, record.version(), ex);
		}
	}

	/**
	 * Read a credential from the content of the shipped table. It is checked as any
	 * other, but for what was checked before it was sealed and cannot have changed since:
	 * that the key belongs to the certificate, and the links of the chain. These take
	 * most of the time.
	 * @param path the path that was asked for
	 * @param version the version of the content
	 * @param content the content, as of {@link CredentialContent#of(Credential)}; it is
	 * left as it is
	 * @param sealed whether the content comes out of a seal that was intact
	 * @return the credential
	 * @throws InvalidCredentialException if it must not or cannot be used
	 */
	public Credential read(CredentialPath path, String version, byte[] content, boolean sealed) {
		try {
			List<X509Certificate> certificates = required(CredentialContent.certificateChain(content));
			PrivateKey privateKey = CredentialContent.privateKey(content);
			List<X509Certificate> chain = sealed ? certificates : CertificateChain.of(privateKey, certificates);
			CertificateValidity.check(chain, this.clock);
			return new Credential(path, version, privateKey, chain, CredentialContent.trustAnchors(content));
		}
		catch (InvalidContentException ex) {
			throw invalid(path, version, ex);
		}
	}

	/**
	 * Return whether the whole chain of the credential is valid now. It is cheap, for use
	 * before each connection.
	 * @param credential the credential
	 * @return whether it neither has expired nor is not valid yet
	 */
	public boolean isValid(Credential credential) {
		long now = this.clock.millis();
		return now >= credential.notBefore().toEpochMilli() && now <= credential.notAfter().toEpochMilli();
	}

	/**
	 * Check that the whole chain of the credential is valid now.
	 * @param credential the credential
	 * @throws InvalidCredentialException if it has expired or is not valid yet
	 */
	public void checkValid(Credential credential) {
		try {
			CertificateValidity.check(credential.certificateChain(), this.clock);
		}
		catch (InvalidContentException ex) {
			throw invalid(credential.path(), credential.version(), ex);
		}
	}

	/**
	 * Check that the credential may be used for the given purpose.
	 * @param credential the credential
	 * @param purpose what it is to be used for
	 * @throws InvalidCredentialException if its certificate forbids the use
	 */
	public void checkUsage(Credential credential, KeyPurpose purpose) {
		try {
			purpose.check(credential.certificate());
		}
		catch (InvalidContentException ex) {
			throw invalid(credential.path(), credential.version(), ex);
		}
	}

	private static List<X509Certificate> certificates(CredentialRecord record) throws InvalidContentException {
		return required(certificates(record.certificateChainPem()));
	}

	private static List<X509Certificate> required(List<X509Certificate> certificates) throws InvalidContentException {
		if (certificates.isEmpty()) {
			throw new InvalidContentException(Reason.NO_CERTIFICATE,
					"there is no certificate, expected PEM with '-----BEGIN CERTIFICATE-----'");
		}
		return certificates;
	}

	private static List<X509Certificate> certificates(String pem) throws InvalidContentException {
		try {
			return CertificateReader.certificates(PemText.boundedBlocks(pem));
		}
		catch (InvalidEncodingException | CertificateException ex) {
			throw new InvalidContentException(Reason.UNREADABLE_CERTIFICATE,
					"the certificate chain cannot be read: " + ex.getMessage());
		}
	}

	private static List<X509Certificate> trustAnchors(CredentialRecord record) throws InvalidContentException {
		String pem = record.trustAnchorsPem();
		if (pem == null || pem.isBlank()) {
			return List.of();
		}
		try {
			PemText.checkLength(pem);
			return new CertificateReader().read(pem);
		}
		catch (InvalidEncodingException | CertificateException ex) {
			throw new InvalidContentException(Reason.UNREADABLE_TRUST_ANCHORS,
					"the trust anchors cannot be read: " + ex.getMessage());
		}
	}

	private static InvalidCredentialException invalid(CredentialPath path, String version, InvalidContentException ex) {
		return new InvalidCredentialException(path, version, ex.reason(), ex.problem());
	}

}
