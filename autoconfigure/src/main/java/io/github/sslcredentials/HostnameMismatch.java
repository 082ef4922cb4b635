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

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the {@link HostnameMismatchException} of each kind says.
 *
 * @author SSL Credentials contributors
 */
final class HostnameMismatch {

	private static final int MAX_NAMES = 10;

	private static final int MAX_TEXT = 256;

	private HostnameMismatch() {
	}

	static HostnameMismatchException notPresented(X509Certificate certificate, String host,
			List<PresentedIdentifier> presented) {
		List<String> names = texts(presented);
		return mismatch(certificate, host, names,
				names.isEmpty() ? "it has no subject alternative name, and the common name is not considered (RFC 9525)"
						: "it presents " + abbreviated(names));
	}

	static HostnameMismatchException notAHost(X509Certificate certificate, String host,
			List<PresentedIdentifier> presented) {
		return mismatch(certificate, host, texts(presented), "the host is neither an IP address nor a DNS name of "
				+ "letters, digits and hyphens (an internationalized name may be written in A-labels, 'xn--...')");
	}

	static HostnameMismatchException malformed(X509Certificate certificate, String host,
			CertificateParsingException cause) {
		HostnameMismatchException mismatch = mismatch(certificate, host, List.of(),
				"its subject alternative names are malformed: " + cause.getMessage());
		mismatch.initCause(cause);
		return mismatch;
	}

	static HostnameMismatchException noCertificate(String host) {
		return new HostnameMismatchException(host, List.of(),
				"Peer is not known to be %s: it presented no X.509 certificate".formatted(quoted(host)));
	}

	private static HostnameMismatchException mismatch(X509Certificate certificate, String host, List<String> presented,
			String problem) {
		return new HostnameMismatchException(host, presented,
				"Certificate of %s is not for %s: %s".formatted(subject(certificate), quoted(host), problem));
	}

	private static String subject(X509Certificate certificate) {
		String subject = certificate.getSubjectX500Principal().getName();
		return subject.isEmpty() ? "an empty subject" : quoted(subject);
	}

	private static String quoted(String value) {
		return "'" + EscapedText.of(value, "'", MAX_TEXT) + "'";
	}

	private static List<String> texts(List<PresentedIdentifier> presented) {
		return presented.stream().map(PresentedIdentifier::toString).toList();
	}

	private static String abbreviated(List<String> names) {
		int more = names.size() - MAX_NAMES;
		return (more <= 0) ? String.join(", ", names)
				: String.join(", ", names.subList(0, MAX_NAMES)) + " and " + more + " more";
	}

}
