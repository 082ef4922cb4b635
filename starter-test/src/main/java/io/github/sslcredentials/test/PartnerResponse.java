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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link MutualTlsPartner} answers. Instances are immutable.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class PartnerResponse {

	private final int status;

	private final Map<String, String> headers;

	private final Body body;

	private PartnerResponse(int status, Map<String, String> headers, Body body) {
		this.status = status;
		this.headers = headers;
		this.body = body;
	}

	/**
	 * Return an answer without a body.
	 * @param status the status code
	 * @return the answer
	 */
	public static PartnerResponse status(int status) {
		return new PartnerResponse(status, Map.of(), (body) -> {
		});
	}

	/**
	 * Return an answer of status 200 with a JSON body.
	 * @param json the body
	 * @return the answer
	 */
	public static PartnerResponse json(String json) {
		return status(200).withHeader("Content-Type", "application/json").withBody(json);
	}

	/**
	 * Return a redirect: an answer of status 307, so that the method stays as it is.
	 * @param location the URI to go to
	 * @return the answer
	 */
	public static PartnerResponse redirect(String location) {
		return status(307).withHeader("Location", location);
	}

	/**
	 * Return a copy with the given header field. {@code Connection: close} ends the
	 * connection after this answer.
	 * @param name the name of the field
	 * @param value its value
	 * @return the copy
	 */
	public PartnerResponse withHeader(String name, String value) {
		Map<String, String> copy = new LinkedHashMap<>(this.headers);
		copy.put(name, value);
		return new PartnerResponse(this.status, copy, this.body);
	}

	/**
	 * Return a copy with the given body.
	 * @param text the body, sent as UTF-8
	 * @return the copy
	 */
	public PartnerResponse withBody(String text) {
		byte[] content = text.getBytes(StandardCharsets.UTF_8);
		return withBody((body) -> body.write(content));
	}

	/**
	 * Return a copy with a body that is written when the head of the answer is on its
	 * way, so that a test can hold an exchange in flight.
	 * @param body writes the body
	 * @return the copy
	 */
	public PartnerResponse withBody(Body body) {
		return new PartnerResponse(this.status, this.headers, body);
	}

	int status() {
		return this.status;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	Body body() {
		return this.body;
	}

	/**
	 * Writes the body of an answer.
	 */
	@FunctionalInterface
	public interface Body {

		/**
		 * Write the body. Each flush sends what was written so far.
		 * @param body where to write it
		 * @throws IOException if the client went away
		 */
		void writeTo(OutputStream body) throws IOException;

	}

}
