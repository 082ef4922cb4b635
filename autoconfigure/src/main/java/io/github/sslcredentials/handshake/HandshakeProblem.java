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

package io.github.sslcredentials.handshake;

import io.github.sslcredentials.HandshakeReport.Problem;

/**
 * Why a handshake fails other than by an alert of the peer, and what to do.
 */
enum HandshakeProblem {

	WRONG_NAME("%s",
			"If the peer is called by another name than its own, set 'server-name'; otherwise the peer must renew its certificate with this name"),

	SELF_SIGNED("The certificate of the peer is self-signed, and is not trusted itself",
			"If it is the right one, by its fingerprint, add it to 'ca-certificates'"),

	MISSING_INTERMEDIATE(
			"The issuer of the certificate of the peer, '%s', is neither presented nor trusted: the peer leaves out an intermediate certificate, or its authority is not trusted",
			"Let the peer send its intermediate certificate if there is one, or add the certificate of the issuer to 'ca-certificates'"),

	UNKNOWN_AUTHORITY("The chain of the peer leads to '%s', which is not trusted",
			"If that is the authority of the peer, add its certificate to 'ca-certificates'"),

	BROKEN_CHAIN("The chain of the peer does not hold, although '%s' is trusted: %s",
			"See whether the authority has renewed its certificate with another key, and add that one to 'ca-certificates'"),

	EXPIRED("The certificate '%s' of the peer has expired",
			"The peer must renew it; if it has not expired, set the clock of this machine"),

	NOT_YET_VALID("The certificate '%s' of the peer is not yet valid",
			"Set the clock of this machine, or wait; otherwise the peer must have it renewed"),

	WRONG_USAGE("The certificate of the peer is not for servers: %s",
			"The peer must show a certificate for the usage 'serverAuth'"),

	WEAK_ALGORITHM("The chain of the peer is made with a key or signature that is too weak for this Java platform: %s",
			"The peer must have its certificate renewed with a stronger one"),

	UNVERIFIED("The certificate of the peer is refused: %s",
			"See what the peer presented, and the settings of the client"),

	NOT_SHOWN("%s", "Store a credential with a key that the peer takes"),

	NOTHING_TO_OFFER("No protocol version is left to offer with these cipher suites",
			"See 'enabled-protocols' and 'ciphers'"),

	OTHER_PROTOCOL("The peer wants a protocol version that we did not offer",
			"Let the peer switch on TLSv1.2 or TLSv1.3, or see 'enabled-protocols'"),

	NOT_TLS("The peer does not speak TLS on this port, but answered with something else, such as plain HTTP",
			"See the port; TLS is mostly on 443 or 8443"),

	TIMED_OUT("The peer did not answer in time",
			"See whether it is the right port, and what is in between; ask the peer for its log"),

	NOT_BEGUN("%s", "Mend this first: no connection was made"),

	NOT_CONNECTED("There is no connection to the peer: %s", "See host, port, name service, and what is in between"),

	CLOSED("The peer closed the connection during the handshake, without a word",
			"See the port, and what is in between; ask the peer for its log"),

	CLOSED_AFTER_CERTIFICATE(
			"The peer closed the connection after our certificate was shown, without a word: most likely it refused it",
			"Ask the peer for its log; mostly it does not trust our authority, lacks an intermediate certificate of our chain, or takes our certificate for expired"),

	CLOSED_UNASKED(
			"The peer closed the connection before its first answer, without a word, and had not asked for a certificate",
			"Ask the peer for its log; perhaps it asks for certificates on another port or name only"),

	OTHER("The Java platform says: %s", "See the cause");

	private final String cause;

	private final String action;

	HandshakeProblem(String cause, String action) {
		this.cause = cause;
		this.action = action;
	}

	Problem with(Object... details) {
		return new Problem(this.cause.formatted(details), this.action);
	}

}
