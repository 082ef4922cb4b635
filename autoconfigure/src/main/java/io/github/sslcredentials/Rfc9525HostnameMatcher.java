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

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Matches by RFC 9525, section 6: the identifiers that the subject alternative names
 * present against the one that is made from the host.
 *
 * @author SSL Credentials contributors
 */
final class Rfc9525HostnameMatcher implements HostnameMatcher {

	static final Rfc9525HostnameMatcher INSTANCE = new Rfc9525HostnameMatcher();

	private Rfc9525HostnameMatcher() {
	}

	@Override
	public void match(X509Certificate certificate, String host) throws HostnameMismatchException {
		Objects.requireNonNull(host, "'host' must not be null");
		List<PresentedIdentifier> presented = presentedIdentifiers(certificate, host);
		ReferenceIdentifier reference = ReferenceIdentifier.of(host);
		if (reference == null) {
			throw HostnameMismatch.notAHost(certificate, host, presented);
		}
		if (presented.stream().noneMatch(reference::matches)) {
			throw HostnameMismatch.notPresented(certificate, host, presented);
		}
	}

	@Override
	public void match(SSLSession session, String host) throws HostnameMismatchException {
		Objects.requireNonNull(host, "'host' must not be null");
		X509Certificate certificate = peerCertificate(session);
		if (certificate == null) {
			throw HostnameMismatch.noCertificate(host);
		}
		match(certificate, host);
	}

	private static List<PresentedIdentifier> presentedIdentifiers(X509Certificate certificate, String host)
			throws HostnameMismatchException {
		try {
			return PresentedIdentifier.listOf(certificate);
		}
		catch (CertificateParsingException ex) {
			throw HostnameMismatch.malformed(certificate, host, ex);
		}
	}

	private static @Nullable X509Certificate peerCertificate(SSLSession session) {
		try {
			Certificate[] chain = session.getPeerCertificates();
			return (chain.length > 0 && chain[0] instanceof X509Certificate certificate) ? certificate : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

}
