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

import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;

/**
 * Reads DER elements one after the other (X.690): definite lengths in their shortest form
 * and tags of one octet only.
 *
 * @author SSL Credentials contributors
 */
final class DerReader {

	static final int OCTET_STRING = 0x04;

	static final int SEQUENCE = 0x30;

	private final ByteBuffer input;

	DerReader(byte[] input) {
		this.input = ByteBuffer.wrap(input);
	}

	/**
	 * Return the content of the only element of an input.
	 */
	static byte[] contentOf(int tag, byte[] input) throws CertificateParsingException {
		DerReader reader = new DerReader(input);
		int actual = reader.tag();
		if (actual != tag) {
			throw new CertificateParsingException("0x%02x where the tag 0x%02x belongs".formatted(actual, tag));
		}
		byte[] content = reader.content();
		if (reader.hasNext()) {
			throw new CertificateParsingException(
					"%d octets follow the element 0x%02x".formatted(reader.input.remaining(), tag));
		}
		return content;
	}

	boolean hasNext() {
		return this.input.hasRemaining();
	}

	int tag() throws CertificateParsingException {
		return octet();
	}

	byte[] content() throws CertificateParsingException {
		int length = length();
		if (length > this.input.remaining()) {
			throw new CertificateParsingException("truncated element");
		}
		byte[] content = new byte[length];
		this.input.get(content);
		return content;
	}

	private int length() throws CertificateParsingException {
		int first = octet();
		if (first < 0x80) {
			return first;
		}
		int octets = first - 0x80;
		int length = 0;
		for (int i = 0; i < octets && i < 3; i++) {
			length = (length << 8) | octet();
		}
		if (octets > 3 || length < 0x80 || (length >>> (8 * (octets - 1))) == 0) {
			throw new CertificateParsingException("length that is not in DER or over 16 MB");
		}
		return length;
	}

	private int octet() throws CertificateParsingException {
		if (!this.input.hasRemaining()) {
			throw new CertificateParsingException("truncated element");
		}
		return Byte.toUnsignedInt(this.input.get());
	}

}
