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

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, as a {@link MutualTlsPartner} saw it.
 *
 * @param connection the connection on which it came
 * @param method the method, such as {@code GET}
 * @param target the request target (RFC 9112, section 3.2), such as
 * {@code /payments?page=1}
 * @param headers the header fields, whose names are compared without case
 * @param body the body, decoded as UTF-8; empty if there was none
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record PartnerRequest(PartnerConnection connection, String method, String target,
		Map<String, List<String>> headers, String body) {

	/**
	 * Create the description of a request.
	 */
	public PartnerRequest {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * Return the first value of a header field.
	 * @param name the name of the field, in any case
	 * @return the value, or {@code null} if the request has no such field
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Return whom the partner took the client for.
	 * @return the subject of the client's certificate, or {@code null} if there was none
	 * @see PartnerConnection#seenAs()
	 */
	public @Nullable String seenAs() {
		return this.connection.seenAs();
	}

}
