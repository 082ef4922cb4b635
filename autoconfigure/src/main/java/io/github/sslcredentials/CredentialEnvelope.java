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

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Content as it is stored: sealed under a key that is named, or, where encryption is
 * switched off, plain. It knows neither the path nor the version that it is bound to;
 * those are of the place in which it was found.
 * <p>
 * As text it is {@code sealed:<format>:<key id>:<content in Base64 for URLs>}. Instances
 * are immutable and may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialEnvelope {

	/**
	 * The format of private key, certificates and trust anchors that are not encrypted.
	 */
	public static final int PLAIN = 0;

	/**
	 * The format of private key, certificates and trust anchors under AES-256-GCM.
	 */
	public static final int SEALED = 1;

	/**
	 * The format of any text under AES-256-GCM.
	 */
	public static final int SEALED_TEXT = 2;

	private static final String PREFIX = "sealed:";

	private static final Pattern TEXT = Pattern.compile(PREFIX + "([0-9]{1,4}):([a-z0-9]{0,32}):([A-Za-z0-9_-]*)");

	private final int format;

	private final String keyId;

	private final byte[] content;

	private CredentialEnvelope(int format, String keyId, byte[] content) {
		this.format = format;
		this.keyId = keyId;
		this.content = content;
	}

	/**
	 * Return an envelope with the given content.
	 * @param format what the content is; it may be one that this version does not know
	 * @param keyId the id of the key that the content is sealed under, empty for none
	 * @param content the content, which is copied
	 * @return the envelope
	 */
	public static CredentialEnvelope of(int format, String keyId, byte[] content) {
		return new CredentialEnvelope(format, keyId, content.clone());
	}

	/**
	 * Return the envelope with the given text form.
	 * @param text the text form, as {@link #toText()} returns it
	 * @return the envelope, or {@code null} if the text is none
	 */
	public static @Nullable CredentialEnvelope parse(String text) {
		Matcher parts = TEXT.matcher(text.strip());
		if (!parts.matches()) {
			return null;
		}
		try {
			return new CredentialEnvelope(Integer.parseInt(parts.group(1)), parts.group(2),
					Base64.getUrlDecoder().decode(parts.group(3)));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Return whether a text is meant to be the text form of an envelope.
	 * @param text any text
	 * @return whether it begins as one
	 */
	public static boolean isEnvelope(@Nullable String text) {
		return text != null && text.stripLeading().startsWith(PREFIX);
	}

	/**
	 * Return what the content is.
	 * @return the format
	 */
	public int format() {
		return this.format;
	}

	/**
	 * Return the id of the key that the content is sealed under.
	 * @return the id, empty if it is not sealed
	 */
	public String keyId() {
		return this.keyId;
	}

	/**
	 * Return the content. If it is not sealed, it is a secret.
	 * @return a copy
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * Return the text form, for a text column.
	 * @return the text form, in ASCII
	 */
	public String toText() {
		return PREFIX + this.format + ":" + this.keyId + ":"
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(this.content);
	}

	/**
	 * Return format and key id, and nothing of the content.
	 */
	@Override
	public String toString() {
		return "CredentialEnvelope[format=%d, keyId=%s]".formatted(this.format, this.keyId);
	}

}
