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

package io.github.sslcredentials.client;

import javax.net.ssl.SSLException;

/**
 * Where a redirect may lead: the identity of a client is never taken to another host, and
 * a request never out of TLS.
 */
final class Redirects {

	private Redirects() {
	}

	/**
	 * Check a redirect, or a request that is none.
	 * @param from the host that the application has called
	 * @param secure whether it was called by TLS
	 * @param to the host that is about to be called
	 * @param scheme the scheme by which it is about to be called
	 * @throws SSLException if the redirect is not to be followed
	 */
	static void check(String from, boolean secure, String to, String scheme) throws SSLException {
		if (!from.equalsIgnoreCase(to)) {
			throw new SSLException(
					"A redirect from '%s' to '%s' is not followed: the identity of a client is never taken to another host"
						.formatted(from, to));
		}
		if (secure && !"https".equalsIgnoreCase(scheme)) {
			throw new SSLException(
					"A redirect from 'https' to '%s' is not followed: it would leave TLS".formatted(scheme));
		}
	}

}
