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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The lax form of PEM (RFC 7468, section 3): blocks with any text before, between and
 * after them, and white space of any kind within.
 *
 * @author SSL Credentials contributors
 */
final class PemText {

	/**
	 * The largest text that is read for a credential, in characters.
	 */
	static final int MAX_LENGTH = 1024 * 1024;

	private static final int MAX_LABEL_LENGTH = 64;

	private static final String BEGIN = "-----BEGIN ";

	private static final String END = "-----END ";

	private static final String DASHES = "-----";

	private final CharSequence text;

	private int position;

	private int line = 1;

	private PemText(CharSequence text) {
		this.text = text;
	}

	/**
	 * Return the blocks of the text, in its order, not decoded.
	 */
	static List<PemBlock> blocks(CharSequence text) throws InvalidEncodingException {
		return new PemText(text).blocks();
	}

	/**
	 * Return the blocks of a text that is no longer than {@link #MAX_LENGTH}.
	 */
	static List<PemBlock> boundedBlocks(CharSequence text) throws InvalidEncodingException {
		checkLength(text);
		return blocks(text);
	}

	static void checkLength(CharSequence text) throws InvalidEncodingException {
		if (text.length() > MAX_LENGTH) {
			throw new InvalidEncodingException(
					"its text of %d characters is longer than %d".formatted(text.length(), MAX_LENGTH));
		}
	}

	private List<PemBlock> blocks() throws InvalidEncodingException {
		List<PemBlock> blocks = new ArrayList<>();
		int begin = indexOf(this.text, BEGIN, 0);
		while (begin >= 0) {
			moveTo(begin);
			this.position += BEGIN.length();
			String label = label();
			if (label != null) {
				blocks.add(block(label));
			}
			begin = indexOf(this.text, BEGIN, this.position);
		}
		return blocks;
	}

	private PemBlock block(String label) throws InvalidEncodingException {
		int start = this.position + label.length() + DASHES.length();
		int end = indexOf(this.text, DASHES, start);
		String last = END + label + DASHES;
		if (end < 0 || !startsWith(this.text, last, end)) {
			throw new InvalidEncodingException(
					"the block '%s' at line %d does not end with '%s'".formatted(label, this.line, last));
		}
		PemBlock block = new PemBlock(label, this.line, this.text.subSequence(start, end));
		moveTo(end + last.length());
		return block;
	}

	private @Nullable String label() {
		int end = this.position;
		int limit = Math.min(this.text.length(), this.position + MAX_LABEL_LENGTH);
		while (end < limit && isLabelCharacter(this.text.charAt(end))) {
			end++;
		}
		return startsWith(this.text, DASHES, end) ? this.text.subSequence(this.position, end).toString() : null;
	}

	private void moveTo(int position) {
		for (int i = this.position; i < position; i++) {
			if (this.text.charAt(i) == '\n') {
				this.line++;
			}
		}
		this.position = position;
	}

	private static boolean isLabelCharacter(char c) {
		return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '#';
	}

	static int indexOf(CharSequence text, String wanted, int from) {
		for (int i = from; i <= text.length() - wanted.length(); i++) {
			if (startsWith(text, wanted, i)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean startsWith(CharSequence text, String wanted, int at) {
		if (at + wanted.length() > text.length()) {
			return false;
		}
		for (int i = 0; i < wanted.length(); i++) {
			if (text.charAt(at + i) != wanted.charAt(i)) {
				return false;
			}
		}
		return true;
	}

}
