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

package io.github.sslcredentials;

import org.jspecify.annotations.Nullable;

/**
 * What a certificate must present to be for a host (RFC 9525, section 6.1).
 *
 * @author SSL Credentials contributors
 */
interface ReferenceIdentifier {

	/**
	 * Return whether a certificate that presents the given identifier is for the host.
	 */
	boolean matches(PresentedIdentifier presented);

	/**
	 * Return the reference identifier of a host.
	 * @param host a DNS name or an IP address
	 * @return the identifier, or {@code null} if the host is neither
	 */
	static @Nullable ReferenceIdentifier of(String host) {
		IpId ipId = IpId.of(host);
		return (ipId != null) ? ipId : DnsId.of(host);
	}

}
