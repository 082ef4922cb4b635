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

package io.github.sslcredentials.format;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.TreeSet;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * What a credential is for (RFC 5280, section 4.2.1.12).
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public enum KeyPurpose {

	/**
	 * To authenticate a TLS client: {@code id-kp-clientAuth}.
	 */
	CLIENT_AUTHENTICATION("clientAuth", "1.3.6.1.5.5.7.3.2"),

	/**
	 * To authenticate a TLS server: {@code id-kp-serverAuth}.
	 */
	SERVER_AUTHENTICATION("serverAuth", "1.3.6.1.5.5.7.3.1");

	private static final String ANY = "2.5.29.37.0";

	private static final int DIGITAL_SIGNATURE = 0;

	private final String term;

	private final String objectIdentifier;

	KeyPurpose(String term, String objectIdentifier) {
		this.term = term;
		this.objectIdentifier = objectIdentifier;
	}

	/**
	 * Check that the extensions of the certificate, where it has them, allow this use.
	 */
	void check(X509Certificate certificate) throws InvalidContentException {
		checkCriticalExtensions(certificate);
		List<String> purposes = purposes(certificate);
		if (!purposes.isEmpty() && !purposes.contains(ANY) && !purposes.contains(this.objectIdentifier)) {
			throw forbidden("the extended key usage of the certificate %s does not have '%s' (%s), it has %s"
				.formatted(CertificateName.of(certificate), this.term, this.objectIdentifier, purposes));
		}
		boolean[] usage = certificate.getKeyUsage();
		if (usage != null && !usage[DIGITAL_SIGNATURE]) {
			throw forbidden("the key usage of the certificate %s does not have 'digitalSignature'"
				.formatted(CertificateName.of(certificate)));
		}
	}

	/**
	 * Refuse an extension that limits the use in a way that is not known (RFC 5280,
	 * section 4.2): peers would refuse it too.
	 */
	private static void checkCriticalExtensions(X509Certificate certificate) throws InvalidContentException {
		if (certificate.hasUnsupportedCriticalExtension()) {
			throw new InvalidContentException(Reason.FORBIDDEN_USAGE,
					"the certificate %s has a critical extension that is not known, its critical extensions are %s"
						.formatted(CertificateName.of(certificate),
								new TreeSet<>(certificate.getCriticalExtensionOIDs())));
		}
	}

	private static List<String> purposes(X509Certificate certificate) throws InvalidContentException {
		try {
			List<String> purposes = certificate.getExtendedKeyUsage();
			return (purposes != null) ? purposes : List.of();
		}
		catch (CertificateParsingException ex) {
			throw new InvalidContentException(Reason.UNREADABLE_CERTIFICATE,
					"the extended key usage of the certificate %s cannot be read"
						.formatted(CertificateName.of(certificate)));
		}
	}

	private static InvalidContentException forbidden(String problem) {
		return new InvalidContentException(Reason.FORBIDDEN_USAGE, problem + ", ask the CA for one that has");
	}

}
