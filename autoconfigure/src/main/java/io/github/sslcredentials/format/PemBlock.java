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

import java.util.Arrays;
import java.util.Base64;

/**
 * What stands between a {@code BEGIN} and its {@code END} line. It may hold a secret, and
 * {@link #toString()} prints label and line only.
 *
 * @author SSL Credentials contributors
 */
final class PemBlock {

	private final String label;

	private final int line;

	private final CharSequence body;

	PemBlock(String label, int line, CharSequence body) {
		this.label = label;
		this.line = line;
		this.body = body;
	}

	String label() {
		return this.label;
	}

	int line() {
		return this.line;
	}

	/**
	 * Return whether the block has the headers of RFC 1421, with which OpenSSL marks its
	 * legacy encryption.
	 */
	boolean isLegacyEncrypted() {
		return PemText.indexOf(this.body, "Proc-Type:", 0) >= 0 && PemText.indexOf(this.body, "ENCRYPTED", 0) >= 0;
	}

	/**
	 * Return the bytes, which the caller overwrites if they are secret.
	 */
	byte[] decode() throws InvalidEncodingException {
		byte[] base64 = new byte[this.body.length()];
		try {
			int length = base64(base64);
			if (length == 0 || length % 4 != 0) {
				throw invalid();
			}
			return decode(base64, length);
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
		finally {
			Arrays.fill(base64, (byte) 0);
		}
	}

	private static byte[] decode(byte[] base64, int length) {
		byte[] exact = Arrays.copyOf(base64, length);
		try {
			return Base64.getDecoder().decode(exact);
		}
		finally {
			Arrays.fill(exact, (byte) 0);
		}
	}

	private int base64(byte[] base64) throws InvalidEncodingException {
		int length = 0;
		for (int i = afterHeaders(); i < this.body.length(); i++) {
			char c = this.body.charAt(i);
			if (isEscapedLineEnd(i)) {
				i++;
			}
			else if (c > 0x7f) {
				throw invalid();
			}
			else if (!Character.isWhitespace(c)) {
				base64[length++] = (byte) c;
			}
		}
		return length;
	}

	private int afterHeaders() {
		int start = 0;
		for (int i = 0; i < this.body.length(); i++) {
			if (this.body.charAt(i) == ':') {
				start = lineEnd(i);
			}
		}
		return start;
	}

	private int lineEnd(int from) {
		int end = from;
		while (end < this.body.length() && this.body.charAt(end) != '\n' && this.body.charAt(end) != '\r'
				&& !isEscapedLineEnd(end)) {
			end++;
		}
		return end;
	}

	/**
	 * Return whether a line ends here as in a JSON or shell string: with a backslash and
	 * an {@code n} or {@code r}.
	 */
	private boolean isEscapedLineEnd(int i) {
		return this.body.charAt(i) == '\\' && i + 1 < this.body.length()
				&& (this.body.charAt(i + 1) == 'n' || this.body.charAt(i + 1) == 'r');
	}

	private InvalidEncodingException invalid() {
		return new InvalidEncodingException(
				"the block '%s' at line %d is not complete base64".formatted(this.label, this.line));
	}

	@Override
	public String toString() {
		return "PemBlock[label=" + this.label + ", line=" + this.line + "]";
	}

}
