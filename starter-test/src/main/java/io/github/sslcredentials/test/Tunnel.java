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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ConnectProxy}.
 *
 * @author SSL Credentials contributors
 */
final class Tunnel {

	private static final int CONNECT_MILLIS = 5_000;

	private final Socket client;

	private final HttpReader reader;

	private final HttpWriter writer;

	Tunnel(Socket client) throws IOException {
		this.client = client;
		this.reader = new HttpReader(client.getInputStream());
		this.writer = new HttpWriter(client.getOutputStream());
	}

	/**
	 * Read requests until one is a CONNECT with the given authorization.
	 * @return its target, or {@code null} if there is none
	 */
	@Nullable String awaitTarget(@Nullable String authorization) throws IOException {
		for (String[] line = this.reader.startLine(); line != null; line = this.reader.startLine()) {
			Map<String, List<String>> headers = this.reader.headers();
			this.reader.body(headers);
			if (!"CONNECT".equals(line[0])) {
				refuse(405, Map.of("Allow", "CONNECT"));
			}
			else if (authorization == null
					|| headers.getOrDefault("Proxy-Authorization", List.of()).contains(authorization)) {
				return line[1];
			}
			else {
				refuse(407, Map.of("Proxy-Authenticate", "Basic realm=\"test\""));
			}
		}
		return null;
	}

	void refuse(int status, Map<String, String> headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(headers);
		all.put("Content-Length", "0");
		this.writer.head(status, all);
	}

	void open(InetSocketAddress address) throws IOException {
		try (Socket server = new Socket()) {
			if (!connect(server, address)) {
				refuse(502, Map.of());
				return;
			}
			this.writer.head(200, Map.of());
			LoopbackServer.startThread(Thread.currentThread().getName() + "-back", () -> copy(server, this.client));
			this.reader.transferTo(server.getOutputStream());
		}
	}

	private static boolean connect(Socket server, InetSocketAddress address) {
		try {
			server.connect(address, CONNECT_MILLIS);
			server.setTcpNoDelay(true);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void copy(Socket from, Socket to) {
		try (from; to; InputStream input = from.getInputStream(); OutputStream output = to.getOutputStream()) {
			input.transferTo(output);
		}
		catch (IOException ex) {
			// one of the two went away
		}
	}

}
