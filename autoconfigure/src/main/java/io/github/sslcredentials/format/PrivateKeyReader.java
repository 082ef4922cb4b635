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

import java.nio.CharBuffer;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key of a record, and overwrites every copy of its text and bytes that
 * it has made.
 *
 * @author SSL Credentials contributors
 */
final class PrivateKeyReader {

	private static final String LABEL = "PRIVATE KEY";

	private final Supplier<char @Nullable []> defaultPassword;

	PrivateKeyReader(Supplier<char @Nullable []> defaultPassword) {
		this.defaultPassword = defaultPassword;
	}

	PrivateKey read(CredentialRecord record, List<X509Certificate> certificates) throws InvalidContentException {
		char[] pem = record.privateKeyPem();
		try {
			List<PemBlock> blocks = PemText.boundedBlocks(CharBuffer.wrap(pem));
			return read(only(blocks), blocks, record, certificates);
		}
		catch (InvalidEncodingException ex) {
			throw unreadable(ex.getMessage());
		}
		finally {
			Arrays.fill(pem, '\0');
		}
	}

	private static PemBlock only(List<PemBlock> blocks) throws InvalidContentException {
		List<PemBlock> keys = blocks.stream().filter((block) -> block.label().endsWith(LABEL)).toList();
		if (keys.isEmpty()) {
			throw new InvalidContentException(Reason.NO_PRIVATE_KEY,
					"there is no private key, expected PEM with '-----BEGIN PRIVATE KEY-----'");
		}
		if (keys.size() > 1) {
			throw new InvalidContentException(Reason.NO_PRIVATE_KEY,
					"there are several private keys (%d), keep the one that belongs to the certificate"
						.formatted(keys.size()));
		}
		return keys.get(0);
	}

	private PrivateKey read(PemBlock block, List<PemBlock> blocks, CredentialRecord record,
			List<X509Certificate> certificates) throws InvalidEncodingException, InvalidContentException {
		if (block.isLegacyEncrypted()) {
			throw unreadable("it is encrypted in the legacy format of OpenSSL ('Proc-Type: 4,ENCRYPTED'), "
					+ "convert it with 'openssl pkcs8 -in key.pem -topk8 -out new.pem'");
		}
		byte[] der = block.decode();
		byte[] pkcs8 = der;
		try {
			pkcs8 = switch (block.label()) {
				case "PRIVATE KEY" -> der;
				case "ENCRYPTED PRIVATE KEY" -> decrypt(new EncryptedPkcs8(der), record);
				case "RSA PRIVATE KEY" -> Pkcs8.ofPkcs1(der);
				case "EC PRIVATE KEY" -> Sec1.toPkcs8(der, blocks, certificates);
				default ->
					throw unreadable("the format '%s' is not supported, convert it with ".formatted(block.label())
							+ "'openssl pkcs8 -in key.pem -topk8 -out new.pem'");
			};
			return Pkcs8.decode(pkcs8);
		}
		finally {
			Arrays.fill(der, (byte) 0);
			Arrays.fill(pkcs8, (byte) 0);
		}
	}

	private byte[] decrypt(EncryptedPkcs8 key, CredentialRecord record)
			throws InvalidEncodingException, InvalidContentException {
		char[] password = password(record);
		try {
			return key.decrypt(password);
		}
		finally {
			Arrays.fill(password, '\0');
		}
	}

	private char[] password(CredentialRecord record) throws InvalidContentException {
		char[] own = record.privateKeyPassword();
		if (own != null && own.length > 0) {
			return own;
		}
		char[] shared = this.defaultPassword.get();
		if (shared == null || shared.length == 0) {
			throw new InvalidContentException(Reason.WRONG_PASSWORD,
					"the private key is encrypted and a password is missing, set 'ssl.store.private-key-password', "
							+ "CredentialRecord.withPrivateKeyPassword or CredentialEntity.privateKeyPassword()");
		}
		return shared.clone();
	}

	private static InvalidContentException unreadable(@Nullable String problem) {
		return new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY, "the private key cannot be read: " + problem);
	}

}
