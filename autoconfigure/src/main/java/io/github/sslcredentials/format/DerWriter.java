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

import java.nio.ByteBuffer;

/**
 * Writes elements of DER (X.690). What it returns may be secret; it keeps no copy.
 *
 * @author SSL Credentials contributors
 */
final class DerWriter {

	private DerWriter() {
	}

	/**
	 * Return the element with the given tag of one byte and the given parts in it.
	 */
	static byte[] element(int tag, byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		int lengthBytes = (length < 0x80) ? 0 : (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
		ByteBuffer element = ByteBuffer.allocate(2 + lengthBytes + length).put((byte) tag);
		element.put((byte) ((lengthBytes == 0) ? length : 0x80 | lengthBytes));
		for (int i = lengthBytes - 1; i >= 0; i--) {
			element.put((byte) (length >> (8 * i)));
		}
		for (byte[] part : parts) {
			element.put(part);
		}
		return element.array();
	}

}
