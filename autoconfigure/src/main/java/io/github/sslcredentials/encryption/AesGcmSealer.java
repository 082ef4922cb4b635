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

package io.github.sslcredentials.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D): a fresh random nonce of 96 bits for each
 * content, before it, and the tag of 128 bits behind it. Path, version, key id and format
 * are the associated data, each with its length before it. May be used by several threads
 * at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class AesGcmSealer implements ContentSealer {

	private static final String TRANSFORMATION = "AES/GCM/NoPadding";

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final EncryptionKeys keys;

	private final boolean required;

	/**
	 * Create a sealer.
	 * @param keys the keys
	 * @param required whether to refuse content that is not sealed. Without, content is
	 * not sealed either if there are no keys
	 */
	public AesGcmSealer(EncryptionKeys keys, boolean required) {
		this.keys = keys;
		this.required = required;
	}

	@Override
	public CredentialEnvelope seal(int format, byte[] content, CredentialPath path, String version) {
		EncryptionKey key = this.keys.primary();
		if (key == null) {
			if (this.required || format != CredentialEnvelope.SEALED) {
				throw new IllegalStateException(
						"Content of '%s' cannot be sealed: there is no key, set 'ssl.encryption.keys.<id>'"
							.formatted(path));
			}
			return CredentialEnvelope.of(CredentialEnvelope.PLAIN, "", content);
		}
		byte[] nonce = new byte[NONCE_BYTES];
		RANDOM.nextBytes(nonce);
		try {
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0);
			cipher.updateAAD(associatedData(path, version, key.id(), format));
			byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(content.length));
			cipher.doFinal(content, 0, content.length, sealed, NONCE_BYTES);
			return CredentialEnvelope.of(format, key.id(), sealed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Content of '%s' cannot be sealed".formatted(path), ex);
		}
	}

	@Override
	public byte[] open(CredentialEnvelope envelope, CredentialPath path, String version) {
		return switch (envelope.format()) {
			case CredentialEnvelope.PLAIN -> plain(envelope, path, version);
			case CredentialEnvelope.SEALED, CredentialEnvelope.SEALED_TEXT -> unsealed(envelope, path, version);
			default -> throw new InvalidCredentialException(path, version, Reason.BROKEN_SEAL,
					"its content has the format %d, which this version does not know".formatted(envelope.format()));
		};
	}

	private byte[] plain(CredentialEnvelope envelope, CredentialPath path, String version) {
		if (this.required) {
			throw new InvalidCredentialException(path, version, Reason.NOT_SEALED,
					"its content is not encrypted, as it has to be; if it was stored with 'ssl.encryption.mode' 'none', "
							+ "set that again and 're-key' before encryption is required");
		}
		return envelope.content();
	}

	private byte[] unsealed(CredentialEnvelope envelope, CredentialPath path, String version) {
		EncryptionKey key = this.keys.find(envelope.keyId());
		if (key == null) {
			throw new InvalidCredentialException(path, version, Reason.UNKNOWN_ENCRYPTION_KEY,
					unknown(envelope.keyId()));
		}
		byte[] content = envelope.content();
		if (content.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
			throw broken(path, version, key);
		}
		try {
			Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, content, 0);
			cipher.updateAAD(associatedData(path, version, key.id(), envelope.format()));
			return cipher.doFinal(content, NONCE_BYTES, content.length - NONCE_BYTES);
		}
		catch (AEADBadTagException ex) {
			throw broken(path, version, key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Content of '%s' cannot be opened".formatted(path), ex);
		}
	}

	/**
	 * Whoever can write a row writes no line of the log.
	 */
	private String unknown(String keyId) {
		return EncryptionKey.isId(keyId)
				? "its content is sealed under the key '%s', which is not known (known: %s); set 'ssl.encryption.keys.%s'"
					.formatted(keyId, this.keys.names(), keyId)
				: "its content is sealed under a key whose id is none (known: %s); it was changed"
					.formatted(this.keys.names());
	}

	private static InvalidCredentialException broken(CredentialPath path, String version, EncryptionKey key) {
		return new InvalidCredentialException(path, version, Reason.BROKEN_SEAL,
				"its content does not open with the key '%s': it was changed, it belongs to another path or version, or the key is another one of that id"
					.formatted(key.id()));
	}

	private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce, int offset)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(TRANSFORMATION);
		cipher.init(mode, key.secretKey(), new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
		return cipher;
	}

	private static byte[] associatedData(CredentialPath path, String version, String keyId, int format) {
		byte[][] parts = { bytes(path.toString()), bytes(version), bytes(keyId),
				ByteBuffer.allocate(Integer.BYTES).putInt(format).array() };
		int length = Arrays.stream(parts).mapToInt((part) -> Integer.BYTES + part.length).sum();
		ByteBuffer data = ByteBuffer.allocate(length);
		for (byte[] part : parts) {
			data.putInt(part.length).put(part);
		}
		return data.array();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
