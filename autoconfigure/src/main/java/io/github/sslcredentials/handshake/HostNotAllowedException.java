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

import java.util.List;

import javax.net.ssl.SSLException;

/**
 * A connection was asked for to a host that the identity is not for. Nothing was sent to
 * it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HostNotAllowedException extends SSLException {

	private static final long serialVersionUID = 1L;

	private final String host;

	/**
	 * Create an exception.
	 * @param host the host
	 * @param allowed the hosts that are allowed
	 */
	public HostNotAllowedException(String host, List<String> allowed) {
		super("Host '%s' is not among the hosts of this client: %s; add it to 'hosts' if the identity is for it"
			.formatted(host, String.join(", ", allowed)));
		this.host = host;
	}

	/**
	 * Return the host that was asked for.
	 * @return the host name or IP address
	 */
	public String host() {
		return this.host;
	}

}
