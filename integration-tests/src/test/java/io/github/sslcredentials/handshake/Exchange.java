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

package io.github.sslcredentials.handshake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP request over a socket that a test has made.
 */
final class Exchange {

	static final String LAST_REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

	private Exchange() {
	}

	/**
	 * Send a request that ends the connection, and return the answer.
	 */
	static String last(Socket socket) throws IOException {
		send(socket, LAST_REQUEST);
		return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	/**
	 * Send a request that bears a name on a connection that stays, and return the answer,
	 * which is chunked.
	 */
	static String next(Socket socket, String name) throws IOException {
		send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Name: %s\r\n\r\n".formatted(name));
		InputStream input = socket.getInputStream();
		StringBuilder answer = new StringBuilder();
		while (answer.indexOf("\r\n0\r\n\r\n") < 0) {
			int read = input.read();
			if (read < 0) {
				throw new EOFException("The answer ended after: " + answer);
			}
			answer.append((char) read);
		}
		return answer.toString();
	}

	private static void send(Socket socket, String request) throws IOException {
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
	}

}
