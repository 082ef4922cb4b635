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

import io.github.sslcredentials.test.IssuedCredential;

import static io.github.sslcredentials.peers.PeersApplication.CA;
import static io.github.sslcredentials.peers.PeersApplication.OTHER;

/**
 * What we have against the certificate of a server, and the words in which it is said.
 */
enum ServerCase {

	UNKNOWN_AUTHORITY(OTHER.issueServer("localhost"),
			"The issuer of the certificate of the peer, 'CN=Other CA', is neither presented nor trusted: the peer leaves out an intermediate certificate, or its authority is not trusted. "),

	UNKNOWN_AUTHORITY_OF_CHAIN(OTHER.intermediate("Other Issuing CA").issueServer("localhost"),
			"The chain of the peer leads to 'CN=Other CA', which is not trusted. "),

	MISSING_INTERMEDIATE(CA.intermediate("Issuing CA").issueServer("localhost"),
			"The issuer of the certificate of the peer, 'CN=Issuing CA', is neither presented nor trusted: the peer leaves out an intermediate certificate, or its authority is not trusted. "),

	WRONG_NAME(CA.issueServer("other.example"),
			"Certificate of 'CN=other.example' is not for 'localhost': it presents DNS:other.example. "),

	EXPIRED(CA.issue().commonName("old").dnsNames("localhost").server().expired().build(),
			"The certificate 'CN=old' of the peer has expired. "),

	WRONG_USAGE(CA.issue().commonName("localhost").dnsNames("localhost").client().build(),
			"The certificate of the peer is not for servers: Extended key usage does not permit use for TLS server authentication. ");

	private final IssuedCredential credential;

	private final String said;

	ServerCase(IssuedCredential credential, String said) {
		this.credential = credential;
		this.said = said;
	}

	PeerSettings settings(String protocol) {
		PeerSettings settings = PeerSettings.of(this.credential, CA, protocol);
		return (this == MISSING_INTERMEDIATE) ? settings.withCertificates(1) : settings;
	}

	String said() {
		return this.said;
	}

}
