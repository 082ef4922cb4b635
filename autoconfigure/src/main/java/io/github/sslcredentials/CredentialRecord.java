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

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * What a store holds for a credential, as stored: neither parsed nor checked.
 * <p>
 * A record bears no path: the path that was asked for is the one that is meant. It can
 * also be used in hand, without a store, with
 * {@link SslCredentials#socketFactory(CredentialRecord)}. Instances are immutable and may
 * be shared between threads; they hold a secret, and {@link #toString()} prints the
 * version only.
 * <p>
 * It consists of texts, or of one {@linkplain #envelope() envelope}; then what asks for a
 * text throws an {@link IllegalStateException}.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialRecord {

	private static final int VERSION_BYTES = 8;

	private final @Nullable String givenVersion;

	private final String version;

	private final char[] privateKeyPem;

	private final String certificateChainPem;

	private final @Nullable String trustAnchorsPem;

	private final char @Nullable [] privateKeyPassword;

	private final @Nullable CredentialEnvelope envelope;

	private final @Nullable CredentialOrder order;

	private CredentialRecord(@Nullable String version, char[] privateKeyPem, String certificateChainPem,
			@Nullable String trustAnchorsPem, char @Nullable [] privateKeyPassword) {
		this.privateKeyPem = privateKeyPem;
		this.certificateChainPem = certificateChainPem;
		this.trustAnchorsPem = trustAnchorsPem;
		this.privateKeyPassword = privateKeyPassword;
		this.envelope = null;
		this.order = null;
		this.givenVersion = version;
		this.version = (version != null) ? version : digest();
	}

	private CredentialRecord(String version, CredentialEnvelope envelope, @Nullable CredentialOrder order) {
		this.privateKeyPem = new char[0];
		this.certificateChainPem = "";
		this.trustAnchorsPem = null;
		this.privateKeyPassword = null;
		this.envelope = envelope;
		this.order = order;
		this.givenVersion = version;
		this.version = version;
	}

	/**
	 * Return a record of the given private key and certificates.
	 * @param privateKey the private key, in PEM (RFC 7468)
	 * @param certificateChain the certificate of the end entity and the intermediate
	 * ones, in PEM, in any order
	 * @return the record
	 */
	public static CredentialRecord pem(String privateKey, String certificateChain) {
		return new CredentialRecord(null, privateKey.toCharArray(), certificateChain, null, null);
	}

	/**
	 * Return a record of the private key and certificates that the given readers deliver.
	 * They are read to their end and are not closed.
	 * @param privateKey delivers the private key, in PEM (RFC 7468)
	 * @param certificateChain delivers the certificates, in PEM
	 * @return the record
	 * @throws UncheckedIOException if reading fails
	 */
	public static CredentialRecord pem(Reader privateKey, Reader certificateChain) {
		return pem(read(privateKey), read(certificateChain));
	}

	/**
	 * Return a record with the given envelope, which is opened when the credential is
	 * read. It has no texts.
	 * @param version the version that the envelope is bound to
	 * @param envelope the private key, certificates and trust anchors
	 * @return the record
	 */
	public static CredentialRecord sealed(String version, CredentialEnvelope envelope) {
		return new CredentialRecord(version, envelope, null);
	}

	/**
	 * Return a record with the given envelope, and its place in the order of changes.
	 * @param version the version that the envelope is bound to
	 * @param envelope the private key, certificates and trust anchors
	 * @param order where the version stands
	 * @return the record
	 */
	public static CredentialRecord sealed(String version, CredentialEnvelope envelope, CredentialOrder order) {
		return new CredentialRecord(version, envelope, order);
	}

	/**
	 * Return a copy with the given texts, and the same version and password.
	 * @param privateKey the private key, in PEM, which is copied
	 * @param certificateChain the certificates, in PEM
	 * @param trustAnchors the certificates of authorities, in PEM, or {@code null} for
	 * none
	 * @return the copy
	 */
	public CredentialRecord withPem(char[] privateKey, String certificateChain, @Nullable String trustAnchors) {
		checkTexts();
		return new CredentialRecord(this.version, privateKey.clone(), certificateChain, trustAnchors,
				this.privateKeyPassword);
	}

	/**
	 * Return a copy with the given version: any text that changes when the content does.
	 * By default it is derived from the content.
	 * @param version the version
	 * @return the copy
	 */
	public CredentialRecord withVersion(String version) {
		return (this.envelope != null) ? sealed(version, this.envelope) : new CredentialRecord(version,
				this.privateKeyPem, this.certificateChainPem, this.trustAnchorsPem, this.privateKeyPassword);
	}

	/**
	 * Return a copy with the given trust anchors. They are used only where
	 * {@code ca-certificates} says {@code record}.
	 * @param trustAnchors the certificates of authorities, in PEM, or {@code null} for
	 * none
	 * @return the copy
	 */
	public CredentialRecord withTrustAnchors(@Nullable String trustAnchors) {
		checkTexts();
		return new CredentialRecord(this.givenVersion, this.privateKeyPem, this.certificateChainPem, trustAnchors,
				this.privateKeyPassword);
	}

	/**
	 * Return a copy with the password of its encrypted private key.
	 * @param password the password, which is copied, or {@code null} for none
	 * @return the copy
	 */
	public CredentialRecord withPrivateKeyPassword(char @Nullable [] password) {
		checkTexts();
		return new CredentialRecord(this.givenVersion, this.privateKeyPem, this.certificateChainPem,
				this.trustAnchorsPem, (password != null) ? password.clone() : null);
	}

	/**
	 * Return which content this is.
	 * @return the version
	 */
	public String version() {
		return this.version;
	}

	/**
	 * Return where the version stands in the order of changes.
	 * @return the order, or {@code null} if the store does not know
	 */
	public @Nullable CredentialOrder order() {
		return this.order;
	}

	/**
	 * Return the envelope that holds all of the record.
	 * @return the envelope, or {@code null} if the record consists of texts
	 */
	public @Nullable CredentialEnvelope envelope() {
		return this.envelope;
	}

	/**
	 * Return the private key as stored. It is a secret.
	 * @return a copy, which the caller should overwrite after use
	 */
	public char[] privateKeyPem() {
		checkTexts();
		return this.privateKeyPem.clone();
	}

	/**
	 * Return the certificates as stored.
	 * @return the certificates
	 */
	public String certificateChainPem() {
		checkTexts();
		return this.certificateChainPem;
	}

	/**
	 * Return the trust anchors as stored.
	 * @return the trust anchors, or {@code null} if there are none
	 */
	public @Nullable String trustAnchorsPem() {
		checkTexts();
		return this.trustAnchorsPem;
	}

	/**
	 * Return the password of the private key. It is a secret.
	 * @return a copy, which the caller should overwrite after use, or {@code null} if
	 * there is none
	 */
	public char @Nullable [] privateKeyPassword() {
		checkTexts();
		return (this.privateKeyPassword != null) ? this.privateKeyPassword.clone() : null;
	}

	/**
	 * Return the version, and nothing of the content.
	 */
	@Override
	public String toString() {
		return "CredentialRecord[version=" + this.version + "]";
	}

	private void checkTexts() {
		if (this.envelope != null) {
			throw new IllegalStateException(
					"Credential record, version %s, is an envelope and has no texts".formatted(this.version));
		}
	}

	private String digest() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			update(digest, this.privateKeyPem);
			update(digest, this.certificateChainPem.toCharArray());
			update(digest, (this.trustAnchorsPem != null) ? this.trustAnchorsPem.toCharArray() : new char[0]);
			return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is required of every Java platform", ex);
		}
	}

	private static void update(MessageDigest digest, char[] part) {
		ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(part));
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.remaining()).flip());
		digest.update(bytes.duplicate());
		while (bytes.hasRemaining()) {
			bytes.put((byte) 0);
		}
	}

	private static String read(Reader reader) {
		try {
			StringWriter text = new StringWriter();
			reader.transferTo(text);
			return text.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Credential could not be read", ex);
		}
	}

}
