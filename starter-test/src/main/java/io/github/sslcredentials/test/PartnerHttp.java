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
import java.io.OutputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one connection of a partner.
 *
 * @author SSL Credentials contributors
 */
final class PartnerHttp {

	private static final String CONNECTION = "Connection";

	private final PartnerConnection connection;

	private final Function<PartnerRequest, PartnerResponse> handler;

	PartnerHttp(PartnerConnection connection, Function<PartnerRequest, PartnerResponse> handler) {
		this.connection = connection;
		this.handler = handler;
	}

	void serve(Socket socket) throws IOException {
		HttpReader reader = new HttpReader(socket.getInputStream());
		HttpWriter writer = new HttpWriter(socket.getOutputStream());
		boolean persistent = true;
		while (persistent) {
			PartnerRequest request = read(reader, writer);
			persistent = request != null && answer(request, writer);
		}
	}

	static PartnerResponse describe(PartnerRequest request) {
		return PartnerResponse.json("{\"seenAs\":%s,\"protocol\":\"%s\",\"cipher\":\"%s\"}"
			.formatted(quoted(request.seenAs()), request.connection().protocol(), request.connection().cipherSuite()));
	}

	private @Nullable PartnerRequest read(HttpReader reader, HttpWriter writer) throws IOException {
		String[] line = reader.startLine();
		if (line == null) {
			return null;
		}
		Map<String, List<String>> headers = reader.headers();
		if (headers.containsKey("Expect")) {
			writer.head(100, Map.of());
		}
		return new PartnerRequest(this.connection, line[0], line[1], headers, reader.body(headers));
	}

	private boolean answer(PartnerRequest request, HttpWriter writer) throws IOException {
		PartnerResponse response = this.handler.apply(request);
		boolean persistent = !"close".equalsIgnoreCase(request.header(CONNECTION))
				&& !"close".equalsIgnoreCase(response.headers().get(CONNECTION));
		boolean body = !"HEAD".equals(request.method()) && response.status() != 204 && response.status() != 304;
		Map<String, String> headers = new LinkedHashMap<>(response.headers());
		if (body) {
			headers.put("Transfer-Encoding", "chunked");
		}
		if (!persistent) {
			headers.put(CONNECTION, "close");
		}
		writer.head(response.status(), headers);
		if (body) {
			try (OutputStream output = writer.chunkedBody()) {
				response.body().writeTo(output);
			}
		}
		return persistent;
	}

	private static String quoted(@Nullable String text) {
		return (text != null) ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : "null";
	}

}
