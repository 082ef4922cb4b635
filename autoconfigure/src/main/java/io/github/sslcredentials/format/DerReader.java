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

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads elements of DER (X.690) one after another, as far as key formats need it: tags of
 * one byte, definite lengths. It never reads or allocates beyond the bytes it was given.
 *
 * @author SSL Credentials contributors
 */
final class DerReader {

	static final int INTEGER = 0x02;

	static final int OCTET_STRING = 0x04;

	static final int OBJECT_IDENTIFIER = 0x06;

	static final int SEQUENCE = 0x30;

	static final int CONTEXT_0 = 0xa0;

	static final int CONTEXT_1 = 0xa1;

	private static final int MAX_LENGTH_BYTES = 4;

	private final byte[] bytes;

	private final int end;

	private int position;

	DerReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private DerReader(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	boolean isAt(int tag) {
		return hasMore() && (this.bytes[this.position] & 0xff) == tag;
	}

	boolean hasMore() {
		return this.position < this.end;
	}

	/**
	 * Check that nothing follows.
	 */
	void end() throws InvalidEncodingException {
		if (hasMore()) {
			throw new InvalidEncodingException("there are bytes after the end");
		}
	}

	/**
	 * Return a reader of what is within the next element, and step over that.
	 */
	DerReader enter(int tag) throws InvalidEncodingException {
		if (!isAt(tag)) {
			throw new InvalidEncodingException("the element 0x%02x is missing".formatted(tag));
		}
		this.position++;
		int length = length();
		if (length < 0 || length > this.end - this.position) {
			throw new InvalidEncodingException("an element is longer than what it is in");
		}
		int start = this.position;
		this.position += length;
		return new DerReader(this.bytes, start, this.position);
	}

	/**
	 * Return the next element with its tag and length, and step over it.
	 */
	byte[] element(int tag) throws InvalidEncodingException {
		int start = this.position;
		enter(tag);
		return Arrays.copyOfRange(this.bytes, start, this.position);
	}

	/**
	 * Return what is within the next element, and step over that.
	 */
	byte[] value(int tag) throws InvalidEncodingException {
		return enter(tag).rest();
	}

	BigInteger integer() throws InvalidEncodingException {
		byte[] value = value(INTEGER);
		if (value.length == 0) {
			throw new InvalidEncodingException("an integer is empty");
		}
		return new BigInteger(value);
	}

	/**
	 * Return the next object identifier in its dotted form, and step over it.
	 */
	String objectIdentifier() throws InvalidEncodingException {
		byte[] value = value(OBJECT_IDENTIFIER);
		StringBuilder dotted = new StringBuilder();
		long arc = 0;
		for (byte b : value) {
			if (arc >= Long.MAX_VALUE >> 7) {
				throw new InvalidEncodingException("an object identifier is too large");
			}
			arc = (arc << 7) | (b & 0x7f);
			if ((b & 0x80) == 0) {
				append(dotted, arc);
				arc = 0;
			}
		}
		return dotted.toString();
	}

	private static void append(StringBuilder dotted, long arc) {
		if (dotted.isEmpty()) {
			long first = Math.min(arc / 40, 2);
			dotted.append(first).append('.').append(arc - first * 40);
		}
		else {
			dotted.append('.').append(arc);
		}
	}

	private byte[] rest() {
		int start = this.position;
		this.position = this.end;
		return Arrays.copyOfRange(this.bytes, start, this.end);
	}

	private int length() throws InvalidEncodingException {
		int first = next();
		if (first < 0x80) {
			return first;
		}
		int count = first & 0x7f;
		if (count == 0 || count > MAX_LENGTH_BYTES) {
			throw new InvalidEncodingException("an element has an indefinite or too large a length");
		}
		int length = 0;
		for (int i = 0; i < count; i++) {
			length = (length << 8) | next();
		}
		return length;
	}

	private int next() throws InvalidEncodingException {
		if (!hasMore()) {
			throw new InvalidEncodingException("an element is cut off");
		}
		return this.bytes[this.position++] & 0xff;
	}

}
