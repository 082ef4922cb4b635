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

import javax.net.ssl.SSLHandshakeException;

/**
 * A handshake has failed, or the peer has refused our certificate after it. The message
 * says all that is known: who called whom, what was expected and what was presented, and
 * what to do. It is one line without anything secret; what the peer has written is
 * escaped and of bounded length.
 * <p>
 * The cause is what the Java platform threw, or the
 * {@link java.security.cert.CertificateException} in it, such as a
 * {@link HostnameMismatchException}. It is logged once, where it is made.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HandshakeFailedException extends SSLHandshakeException {

	private static final long serialVersionUID = 1L;

	private final HandshakeReport report;

	/**
	 * Create an exception.
	 * @param report what is known of the handshake
	 * @param cause what the Java platform threw
	 */
	public HandshakeFailedException(HandshakeReport report, Throwable cause) {
		super(report.summary());
		initCause(cause);
		this.report = report;
	}

	/**
	 * Return what is known of the handshake.
	 * @return the report
	 */
	public HandshakeReport report() {
		return this.report;
	}

}
