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

import java.security.cert.X509Certificate;

import javax.net.ssl.SSLSession;

/**
 * Says whether a certificate is for a host. Instances may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface HostnameMatcher {

	/**
	 * Check that the certificate is for the host.
	 * @param certificate the certificate of the peer
	 * @param host the host name or IP address that was called
	 * @throws HostnameMismatchException if it is not
	 */
	void match(X509Certificate certificate, String host) throws HostnameMismatchException;

	/**
	 * Check that the peer's certificate of a finished handshake is for the host.
	 * @param session the session
	 * @param host the host name or IP address that was called
	 * @throws HostnameMismatchException if it is not, or if the peer has shown no
	 * certificate
	 */
	void match(SSLSession session, String host) throws HostnameMismatchException;

	/**
	 * Return the matcher of RFC 9525, section 6: subject alternative names only, a
	 * wildcard as the whole left-most label only.
	 * <p>
	 * A host is a DNS name in A-labels or U-labels, with or without a dot at its end, or
	 * an IP address without a zone, where an IPv6 address may have brackets. No
	 * certificate is for any other text.
	 * @return the matcher
	 */
	static HostnameMatcher rfc9525() {
		return Rfc9525HostnameMatcher.INSTANCE;
	}

}
