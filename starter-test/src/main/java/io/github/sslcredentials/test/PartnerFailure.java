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

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A connection whose TLS handshake failed, as a {@link MutualTlsPartner} saw it.
 *
 * @param connection which connection of the partner this is, counted from 1
 * @param clientCertificateChain the certificates that the client showed, that of the end
 * entity first, or none
 * @param exception why the handshake failed
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record PartnerFailure(int connection, List<X509Certificate> clientCertificateChain, Exception exception) {

	/**
	 * Create the description of a failure.
	 */
	public PartnerFailure {
		clientCertificateChain = List.copyOf(clientCertificateChain);
	}

}
