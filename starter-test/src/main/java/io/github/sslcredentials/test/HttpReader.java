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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 messages (RFC 9112), as far as tests need them.
 *
 * @author SSL Credentials contributors
 */
final class HttpReader {

	private final InputStream input;

	HttpReader(InputStream input) {
		this.input = new BufferedInputStream(input);
	}

	/**
	 * Read the first line of a message.
	 * @return its three parts, or {@code null} if the client sends nothing more
	 */
	String @Nullable [] startLine() throws IOException {
		String line = line();
		if (line == null) {
			return null;
		}
		String[] parts = line.split(" ", 3);
		if (parts.length != 3) {
			throw new IOException("HTTP message begins with a malformed line");
		}
		return parts;
	}

	Map<String, List<String>> headers() throws IOException {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
			int colon = line.indexOf(':');
			if (colon < 0) {
				throw new IOException("HTTP message has a malformed header field");
			}
			headers.computeIfAbsent(line.substring(0, colon), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	String body(Map<String, List<String>> headers) throws IOException {
		if (headers.containsKey("Transfer-Encoding")) {
			return new String(chunks(), StandardCharsets.UTF_8);
		}
		List<String> length = headers.getOrDefault("Content-Length", List.of("0"));
		return new String(exactly(Integer.parseInt(length.get(0))), StandardCharsets.UTF_8);
	}

	void transferTo(OutputStream output) throws IOException {
		this.input.transferTo(output);
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = chunkSize(); size > 0; size = chunkSize()) {
			body.write(exactly(size));
			requiredLine();
		}
		headers(); // trailers
		return body.toByteArray();
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(requiredLine().split(";", 2)[0].strip(), 16);
	}

	private byte[] exactly(int length) throws IOException {
		byte[] content = this.input.readNBytes(length);
		if (content.length < length) {
			throw new EOFException("HTTP message ends within its body");
		}
		return content;
	}

	private String requiredLine() throws IOException {
		String line = line();
		if (line == null) {
			throw new EOFException("HTTP message ends within its head");
		}
		return line;
	}

	private @Nullable String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.input.read(); b != '\n'; b = this.input.read()) {
			if (b < 0) {
				return null;
			}
			if (b != '\r') {
				line.write(b);
			}
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

}
