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

package io.github.sslcredentials.test;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes HTTP/1.1 messages (RFC 9112), as far as tests need them.
 *
 * @author SSL Credentials contributors
 */
final class HttpWriter {

	private final OutputStream output;

	HttpWriter(OutputStream output) {
		this.output = new BufferedOutputStream(output);
	}

	void head(int status, Map<String, String> headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 %d \r\n".formatted(status));
		headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		write(head.append("\r\n").toString());
		this.output.flush();
	}

	OutputStream chunkedBody() {
		return new BufferedOutputStream(new Chunks());
	}

	private void write(String text) throws IOException {
		this.output.write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * The chunked transfer coding (RFC 9112, section 7.1).
	 */
	private final class Chunks extends OutputStream {

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] content, int offset, int length) throws IOException {
			if (length > 0) {
				HttpWriter.this.write(Integer.toHexString(length) + "\r\n");
				HttpWriter.this.output.write(content, offset, length);
				HttpWriter.this.write("\r\n");
			}
		}

		@Override
		public void flush() throws IOException {
			HttpWriter.this.output.flush();
		}

		@Override
		public void close() throws IOException {
			HttpWriter.this.write("0\r\n\r\n");
			flush();
		}

	}

}
