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

import java.util.regex.Pattern;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals content, and the id by which stored content names it. It never prints
 * more than its id.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class EncryptionKey {

	/**
	 * The length of a key, in bytes.
	 */
	public static final int LENGTH = 32;

	private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");

	private final String id;

	private final SecretKey secretKey;

	private EncryptionKey(String id, SecretKey secretKey) {
		this.id = id;
		this.secretKey = secretKey;
	}

	/**
	 * Return a key.
	 * @param id the id: lower-case letters and digits, 32 at most, so that it can stand
	 * in the name of an environment variable
	 * @param bytes the 32 bytes of the key, which are copied
	 * @return the key
	 * @throws IllegalArgumentException if the id or the length is wrong
	 */
	public static EncryptionKey of(String id, byte[] bytes) {
		if (!isId(id)) {
			throw new IllegalArgumentException(
					"the key id '%s' is not of 1 to 32 lower-case letters and digits".formatted(id));
		}
		if (bytes.length != LENGTH) {
			throw new IllegalArgumentException(
					"the key '%s' has %d bytes, but needs %d".formatted(id, bytes.length, LENGTH));
		}
		return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
	}

	static boolean isId(String text) {
		return ID.matcher(text).matches();
	}

	/**
	 * Return the id.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	SecretKey secretKey() {
		return this.secretKey;
	}

	/**
	 * Return the id, and nothing of the key.
	 */
	@Override
	public String toString() {
		return "EncryptionKey[id=%s]".formatted(this.id);
	}

}
