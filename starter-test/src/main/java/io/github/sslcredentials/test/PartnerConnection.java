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

import org.jspecify.annotations.Nullable;

/**
 * A connection whose TLS handshake succeeded, as a {@link MutualTlsPartner} saw it.
 *
 * @param number which connection of the partner this is, counted from 1 in the order in
 * which they were accepted; those whose handshake failed count as well
 * @param clientCertificateChain the certificates that the client identified itself with,
 * that of the end entity first, or none; if the session was resumed, those of the
 * handshake that began it
 * @param protocol the TLS version, such as {@code TLSv1.3}
 * @param cipherSuite the cipher suite by its standard name
 * @param resumed whether the handshake resumed an earlier session, so that no certificate
 * was sent in it (RFC 8446, section 2.2, and RFC 5246, section 7.3)
 * @param serverName the host name that the client asked for by SNI (RFC 6066, section 3),
 * or {@code null} if it sent none
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record PartnerConnection(int number, List<X509Certificate> clientCertificateChain, String protocol,
		String cipherSuite, boolean resumed, @Nullable String serverName) {

	/**
	 * Create the description of a connection.
	 */
	public PartnerConnection {
		clientCertificateChain = List.copyOf(clientCertificateChain);
	}

	/**
	 * Return the end-entity certificate that the client identified itself with.
	 * @return the certificate, or {@code null} if there was none
	 */
	public @Nullable X509Certificate clientCertificate() {
		return this.clientCertificateChain.isEmpty() ? null : this.clientCertificateChain.get(0);
	}

	/**
	 * Return the subject of the certificate that the client identified itself with.
	 * @return the distinguished name in the form of RFC 2253, such as
	 * {@code CN=asalieri}, or {@code null} if there was no certificate
	 */
	public @Nullable String seenAs() {
		X509Certificate certificate = clientCertificate();
		return (certificate != null) ? certificate.getSubjectX500Principal().getName() : null;
	}

}
