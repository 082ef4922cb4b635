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
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Seals the private key, or any other text of a credential, for an entity of the
 * application: what it returns goes into the attribute in place of the PEM, and is opened
 * when the credential is read.
 * <p>
 * It is bound to the path: read under another path, also under one that states fewer
 * ancestors, it does not open. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialSealer {

	private static final int BEGINNING = "sealed:".length();

	private final ContentSealer sealer;

	/**
	 * Create a sealer of text.
	 * @param sealer seals its bytes
	 */
	public CredentialSealer(ContentSealer sealer) {
		this.sealer = sealer;
	}

	/**
	 * Seal a text.
	 * @param path the path under which it will be read
	 * @param text the text, such as a private key in PEM, which is left as it is
	 * @return the sealed text, {@code sealed:…}, some 1.4 times as long
	 * @throws IllegalStateException if there is no key
	 */
	public String seal(CredentialPath path, char[] text) {
		byte[] bytes = encode(text);
		try {
			return this.sealer.seal(CredentialEnvelope.SEALED_TEXT, bytes, path, "").toText();
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/**
	 * Return the record with all of its texts opened.
	 * @param path the path that was asked for
	 * @param record a record with texts, of which any may be sealed
	 * @return the record itself if nothing is sealed, else a copy
	 * @throws InvalidCredentialException if a text does not open
	 */
	public CredentialRecord open(CredentialPath path, CredentialRecord record) {
		String privateKey = sealedPrivateKey(record);
		String chain = record.certificateChainPem();
		String anchors = record.trustAnchorsPem();
		if (privateKey == null && !CredentialEnvelope.isEnvelope(chain) && !CredentialEnvelope.isEnvelope(anchors)) {
			return record;
		}
		String version = record.version();
		char[] opened = (privateKey != null) ? open(path, version, privateKey) : record.privateKeyPem();
		try {
			return record.withPem(opened, text(path, version, chain),
					(anchors != null) ? text(path, version, anchors) : null);
		}
		finally {
			Arrays.fill(opened, '\0');
		}
	}

	private static @Nullable String sealedPrivateKey(CredentialRecord record) {
		char[] text = record.privateKeyPem();
		try {
			int start = 0;
			while (start < text.length && Character.isWhitespace(text[start])) {
				start++;
			}
			String beginning = new String(text, start, Math.min(text.length - start, BEGINNING));
			return CredentialEnvelope.isEnvelope(beginning) ? new String(text) : null;
		}
		finally {
			Arrays.fill(text, '\0');
		}
	}

	private String text(CredentialPath path, String version, String text) {
		return CredentialEnvelope.isEnvelope(text) ? new String(open(path, version, text)) : text;
	}

	private char[] open(CredentialPath path, String version, String text) {
		CredentialEnvelope envelope = CredentialEnvelope.parse(text);
		if (envelope == null || envelope.format() != CredentialEnvelope.SEALED_TEXT) {
			throw new InvalidCredentialException(path, version, Reason.BROKEN_SEAL,
					"a text begins with 'sealed:', but is cut off or no sealed text");
		}
		byte[] bytes = unsealed(envelope, path, version);
		try {
			return decode(bytes);
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/**
	 * The text is bound to no version; the message names that of the record.
	 */
	private byte[] unsealed(CredentialEnvelope envelope, CredentialPath path, String version) {
		try {
			return this.sealer.open(envelope, path, "");
		}
		catch (InvalidCredentialException ex) {
			throw ex.withVersion(version);
		}
	}

	private static byte[] encode(char[] text) {
		ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
		byte[] bytes = new byte[encoded.remaining()];
		encoded.get(bytes).rewind();
		while (encoded.hasRemaining()) {
			encoded.put((byte) 0);
		}
		return bytes;
	}

	private static char[] decode(byte[] bytes) {
		CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
		char[] text = new char[decoded.remaining()];
		decoded.get(text).rewind();
		while (decoded.hasRemaining()) {
			decoded.put('\0');
		}
		return text;
	}

}
