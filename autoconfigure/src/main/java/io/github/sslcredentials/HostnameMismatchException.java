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

import java.security.cert.CertificateException;
import java.util.List;

/**
 * A certificate is not for the name that it was expected for (RFC 9525).
 * <p>
 * It is a {@link CertificateException}, so that it stays the cause of what the HTTP
 * clients throw.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HostnameMismatchException extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final String expected;

	@SuppressWarnings("serial") // an immutable list of the JDK
	private final List<String> presented;

	/**
	 * Create an exception.
	 * @param expected the name that was expected
	 * @param presented the identifiers that the certificate presents, such as
	 * {@code DNS:api.bank.example}
	 * @param problem what is wrong, in words
	 */
	public HostnameMismatchException(String expected, List<String> presented, String problem) {
		super(problem);
		this.expected = expected;
		this.presented = List.copyOf(presented);
	}

	/**
	 * Return the name that was expected.
	 * @return the host name or IP address
	 */
	public String expected() {
		return this.expected;
	}

	/**
	 * Return what the certificate presents.
	 * @return the identifiers, such as {@code DNS:api.bank.example}, possibly none
	 */
	public List<String> presented() {
		return this.presented;
	}

}
