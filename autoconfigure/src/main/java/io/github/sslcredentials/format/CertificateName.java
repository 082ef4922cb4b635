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

import javax.security.auth.x500.X500Principal;

/**
 * How messages name a certificate: its subject (RFC 2253) in quotes, on one line and of
 * bounded length whatever is in it.
 *
 * @author SSL Credentials contributors
 */
final class CertificateName {

	private static final int MAX_LENGTH = 200;

	private CertificateName() {
	}

	static String of(X509Certificate certificate) {
		return of(certificate.getSubjectX500Principal());
	}

	static String of(X500Principal name) {
		String text = name.getName().replaceAll("\\p{Cntrl}", "?");
		return "'" + ((text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "..." : text) + "'";
	}

}
