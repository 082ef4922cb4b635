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

package io.github.sslcredentials;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A private key and its certificate chain, parsed and checked: the key belongs to the
 * end-entity certificate, and the chain is in order.
 * <p>
 * Instances are immutable and may be shared between threads; they hold a secret, and
 * {@link #toString()} prints path, version and fingerprint only.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class Credential {

	private final CredentialPath path;

	private final String version;

	private final PrivateKey privateKey;

	private final List<X509Certificate> certificateChain;

	private final List<X509Certificate> trustAnchors;

	private final Instant notBefore;

	private final Instant notAfter;

	private final String fingerprint;

	/**
	 * Create a credential. The caller has checked that the parts belong together.
	 * @param path the path
	 * @param version the version of the record that the credential was read from
	 * @param privateKey the private key
	 * @param certificateChain the certificates, that of the end entity first, each one
	 * followed by its issuer's
	 * @param trustAnchors the certificates of authorities stored with the credential,
	 * possibly none
	 */
	public Credential(CredentialPath path, String version, PrivateKey privateKey,
			List<X509Certificate> certificateChain, List<X509Certificate> trustAnchors) {
		if (certificateChain.isEmpty()) {
			throw new IllegalArgumentException("'certificateChain' must not be empty");
		}
		this.path = path;
		this.version = version;
		this.privateKey = privateKey;
		this.certificateChain = List.copyOf(certificateChain);
		this.trustAnchors = List.copyOf(trustAnchors);
		this.notBefore = this.certificateChain.stream()
			.map((certificate) -> certificate.getNotBefore().toInstant())
			.reduce(Instant.MIN, (a, b) -> a.isAfter(b) ? a : b);
		this.notAfter = this.certificateChain.stream()
			.map((certificate) -> certificate.getNotAfter().toInstant())
			.reduce(Instant.MAX, (a, b) -> a.isBefore(b) ? a : b);
		this.fingerprint = fingerprint(this.certificateChain.get(0));
	}

	/**
	 * Return the SHA-256 fingerprint of the given certificate: lower-case hexadecimal
	 * digits of the digest of its DER encoding.
	 * @param certificate the certificate
	 * @return the 64 digits
	 */
	public static String fingerprint(X509Certificate certificate) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		}
		catch (NoSuchAlgorithmException | CertificateEncodingException ex) {
			throw new IllegalStateException("Certificate has no fingerprint", ex);
		}
	}

	/**
	 * Return the path under which the credential was asked for.
	 * @return the path
	 */
	public CredentialPath path() {
		return this.path;
	}

	/**
	 * Return the version of the record that the credential was read from.
	 * @return the version
	 */
	public String version() {
		return this.version;
	}

	/**
	 * Return the private key. It is a secret.
	 * @return the private key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Return the certificates as they are sent to the peer.
	 * @return the certificates, that of the end entity first
	 */
	public List<X509Certificate> certificateChain() {
		return this.certificateChain;
	}

	/**
	 * Return the end-entity certificate (RFC 5280): the one that names us.
	 * @return the first certificate of the chain
	 */
	public X509Certificate certificate() {
		return this.certificateChain.get(0);
	}

	/**
	 * Return the certificates of authorities that were stored with the credential.
	 * @return the trust anchors, possibly none
	 */
	public List<X509Certificate> trustAnchors() {
		return this.trustAnchors;
	}

	/**
	 * Return from when on the whole chain is valid.
	 * @return the latest {@code notBefore} of the chain
	 */
	public Instant notBefore() {
		return this.notBefore;
	}

	/**
	 * Return until when the whole chain is valid.
	 * @return the earliest {@code notAfter} of the chain
	 */
	public Instant notAfter() {
		return this.notAfter;
	}

	/**
	 * Return the fingerprint of the end-entity certificate, by which logs name it.
	 * @return the SHA-256 of its DER encoding, in 64 hexadecimal digits
	 */
	public String fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Return path, version and fingerprint.
	 */
	@Override
	public String toString() {
		return "Credential[path=%s, version=%s, fingerprint=%s]".formatted(this.path, this.version, this.fingerprint);
	}

}
