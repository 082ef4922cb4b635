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

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * Checks the validity of certificates (RFC 5280, section 4.1.2.5) by a clock.
 *
 * @author SSL Credentials contributors
 */
final class CertificateValidity {

	private CertificateValidity() {
	}

	static void check(List<X509Certificate> chain, Clock clock) throws InvalidContentException {
		Instant now = clock.instant();
		for (X509Certificate certificate : chain) {
			check(certificate, now);
		}
	}

	private static void check(X509Certificate certificate, Instant now) throws InvalidContentException {
		Instant notBefore = certificate.getNotBefore().toInstant();
		Instant notAfter = certificate.getNotAfter().toInstant();
		if (now.isAfter(notAfter)) {
			throw new InvalidContentException(Reason.EXPIRED,
					"the certificate %s has expired at '%s', store a renewed one"
						.formatted(CertificateName.of(certificate), notAfter));
		}
		if (now.isBefore(notBefore)) {
			throw new InvalidContentException(Reason.NOT_YET_VALID,
					"the certificate %s is not valid before '%s', and by this clock it is '%s'"
						.formatted(CertificateName.of(certificate), notBefore, now.truncatedTo(ChronoUnit.SECONDS)));
		}
	}

}
