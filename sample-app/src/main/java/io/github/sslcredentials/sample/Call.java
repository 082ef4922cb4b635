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

package io.github.sslcredentials.sample;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.HostnameMismatchException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended: what the partner saw, or why it was not made.
 *
 * @param ok whether the partner answered
 * @param seenAs whom the partner took us for
 * @param protocol the TLS version
 * @param cipher the cipher suite
 * @param error why there is no answer
 * @param report what is known of the handshake
 * @author SSL Credentials contributors
 */
record Call(boolean ok, @Nullable String seenAs, @Nullable String protocol, @Nullable String cipher,
		@Nullable String error, @Nullable String report) {

	static Call answered(Answer answer) {
		return new Call(true, answer.seenAs(), answer.protocol(), answer.cipher(), null, null);
	}

	static Call explained(HandshakeReport report) {
		HandshakeReport.Problem problem = report.problem();
		return (problem == null)
				? new Call(true, null, report.connection().protocol(), report.connection().cipherSuite(), null,
						report.toString())
				: new Call(false, null, null, null, problem.cause() + ". " + problem.action(), report.toString());
	}

	static Call refused(Exception ex) {
		Throwable reason = reason(ex);
		if (reason instanceof HandshakeFailedException failure) {
			return explained(failure.report());
		}
		String message = reason.getMessage();
		return new Call(false, null, null, null, (message != null) ? message : reason.getClass().getSimpleName(), null);
	}

	/**
	 * Return the call in words.
	 */
	@Override
	public String toString() {
		if (!this.ok) {
			return "refused: %s".formatted(this.error);
		}
		return (this.seenAs != null)
				? "the partner saw '%s' over %s, %s".formatted(this.seenAs, this.protocol, this.cipher)
				: "the handshake succeeded with %s, %s".formatted(this.protocol, this.cipher);
	}

	/** The clients and TLS wrap what says it best. */
	private static Throwable reason(Throwable ex) {
		boolean inWords = ex instanceof CredentialException || ex instanceof HandshakeFailedException
				|| ex instanceof HostnameMismatchException;
		Throwable cause = ex.getCause();
		return (inWords || cause == null) ? ex : reason(cause);
	}

	/**
	 * What the partner answers.
	 */
	record Answer(String seenAs, String protocol, String cipher) {

	}

}
