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

package io.github.sslcredentials.peers;

/**
 * What a server has against our certificate, the alert that says it, and what those on
 * OpenSSL write in their log.
 */
enum ClientCase {

	/** It is of another authority. */
	OTHER_AUTHORITY("stranger", "unknown_ca", "it does not trust the authority of our certificate", "unable to "),

	/** It is presented without its intermediate certificate. */
	MISSING_INTERMEDIATE("unlinked", "unknown_ca", "or lacks an intermediate certificate of our chain", "unable to "),

	/** It has expired by the clock of the server. */
	EXPIRED("asalieri", "certificate_expired", "our certificate is not valid at the time of its clock",
			"certificate has expired");

	private final String client;

	private final String alert;

	private final String meaning;

	private final String verification;

	ClientCase(String client, String alert, String meaning, String verification) {
		this.client = client;
		this.alert = alert;
		this.meaning = meaning;
		this.verification = verification;
	}

	String client() {
		return this.client;
	}

	PeerSettings settings(PeerSettings settings) {
		return (this == EXPIRED) ? settings.withLateClock() : settings;
	}

	/** GnuTLS has one alert for all. */
	String said(ServerProgram program) {
		return (program != ServerProgram.GNUTLS) ? said(this.alert, this.meaning)
				: said("access_denied", "it does not let our certificate in");
	}

	/** What the server writes, in its log. */
	String logged(ServerProgram program) {
		return switch (program) {
			case OPENSSL -> "verify error:num=" + ((this == EXPIRED) ? 10 : 20) + ":" + this.verification;
			case NGINX ->
				"client SSL certificate verify error: (" + ((this == EXPIRED) ? 10 : 21) + ":" + this.verification;
			case HAPROXY -> "SSL client certificate not trusted";
			case STUNNEL -> "CERT: Pre-verification error: " + this.verification;
			case PYTHON -> "certificate verify failed: " + this.verification;
			case GNUTLS -> "Error in handshake: Error in the certificate.";
		};
	}

	private static String said(String alert, String meaning) {
		return "failed. The peer refused by the alert '%s': .*%s.*".formatted(alert, meaning);
	}

}
