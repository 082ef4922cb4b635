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

import java.util.Arrays;
import java.util.Locale;

import io.github.sslcredentials.HandshakeReport.Problem;

/**
 * What a peer says by an alert (RFC 8446, section 6.2), under the name of the alert, and
 * what to do.
 */
enum PeerAlert {

	UNKNOWN_CA("it does not trust the authority of our certificate, or lacks an intermediate certificate of our chain",
			"Give the peer the certificate of our authority, and store our credential with its intermediate certificates"),

	BAD_CERTIFICATE(
			"it does not take our certificate, mostly since it does not trust its authority or lacks an intermediate certificate",
			"Give the peer the certificate of our authority, and store our credential with its intermediate certificates"),

	CERTIFICATE_UNKNOWN(
			"it does not take our certificate and does not say why, mostly since its authority or itself is not known there",
			"Ask the peer whether it has registered our certificate, by its fingerprint, and our authority"),

	CERTIFICATE_EXPIRED("our certificate is not valid at the time of its clock",
			"Compare the validity of our certificate with the clock of the peer; store a renewed one if it has expired"),

	CERTIFICATE_REVOKED("our certificate was revoked by its authority", "Store a credential that was not revoked"),

	UNSUPPORTED_CERTIFICATE("it does not take certificates of this kind, by their key, signature or usage",
			"Ask the peer for what it takes; mostly the certificate must be for the usage 'clientAuth'"),

	CERTIFICATE_REQUIRED("it requires a certificate and has got none that it takes",
			"Store a credential of a kind of key, and of an authority, that the peer takes"),

	ACCESS_DENIED("it does not let our certificate in, be it known there or, as GnuTLS says it, not verified",
			"Ask the peer to give access to our certificate, by its subject or fingerprint, and whether it trusts our authority"),

	HANDSHAKE_FAILURE("there is nothing that both sides could agree on, mostly cipher suite, key or curve",
			"Ask the peer for its protocol versions and cipher suites, and compare 'enabled-protocols' and 'ciphers'"),

	PROTOCOL_VERSION("none of the protocol versions that we offer is one of its own",
			"Let the peer switch on TLSv1.2 or TLSv1.3, or see 'enabled-protocols'"),

	INSUFFICIENT_SECURITY("what we offer is too weak for it", "See 'enabled-protocols' and 'ciphers'"),

	UNRECOGNIZED_NAME("it does not know the name by which it was called",
			"Call the peer by a name that it knows, or set 'server-name' to it"),

	DECRYPT_ERROR("a signature or the exchanged keys do not hold, mostly our certificate and the one it knows differ",
			"Ask the peer which certificate it has registered for us, and compare the fingerprint"),

	INTERNAL_ERROR("it failed within itself, which often is its check of our certificate",
			"Ask the peer for its log; it cannot be seen from here"),

	NO_APPLICATION_PROTOCOL("it has none of the application protocols (ALPN) that were offered",
			"Let the HTTP client offer HTTP/1.1, too"),

	/** Any other one. */
	OTHER("it does not go on", "Ask the peer for its log"),

	/** What many servers say by {@code handshake_failure} when they have seen ours. */
	REFUSED("it does not take our certificate, or wants another one",
			"Give the peer the certificate of our authority, and ask it which certificate it expects");

	private final String cause;

	private final String action;

	PeerAlert(String cause, String action) {
		this.cause = cause;
		this.action = action;
	}

	/**
	 * Return what an alert of the peer means.
	 * @param alert the name of the alert
	 * @param presented whether the peer had presented its certificate before
	 * @param shown whether it has seen ours
	 */
	static Problem problem(String alert, boolean presented, boolean shown) {
		PeerAlert meaning = Arrays.stream(values())
			.filter((value) -> value.name().toLowerCase(Locale.ROOT).equals(alert))
			.findFirst()
			.orElse(OTHER);
		if (meaning == HANDSHAKE_FAILURE && presented) {
			meaning = shown ? REFUSED : CERTIFICATE_REQUIRED;
		}
		return new Problem("The peer refused by the alert '%s': %s".formatted(alert, meaning.cause), meaning.action);
	}

}
