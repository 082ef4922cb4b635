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

package io.github.sslcredentials.refusal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;

/**
 * How a handshake goes wrong, on whichever side, and the words in which it is said.
 */
enum RefusalCase {

	WRONG_AUTHORITY_OF_SERVER(other().issueServer("localhost"),
			"The issuer of the certificate of the peer, 'CN=Other CA', is neither presented nor trusted: the peer leaves out an intermediate certificate, or its authority is not trusted. Let the peer send its intermediate certificate if there is one, or add the certificate of the issuer to 'ca-certificates'"),

	UNKNOWN_AUTHORITY_OF_CHAIN(other().intermediate("Other Issuing CA").issueServer("localhost"),
			"The chain of the peer leads to 'CN=Other CA', which is not trusted. If that is the authority of the peer, add its certificate to 'ca-certificates'"),

	MISSING_INTERMEDIATE(ca().intermediate("Issuing CA").issueServer("localhost"),
			"The issuer of the certificate of the peer, 'CN=Issuing CA', is neither presented nor trusted: the peer leaves out an intermediate certificate, or its authority is not trusted. Let the peer send its intermediate certificate if there is one, or add the certificate of the issuer to 'ca-certificates'") {

		@Override
		int length() {
			return 1;
		}

	},

	SAME_NAME_OTHER_KEY(DevelopmentCa.create("Bank CA").issueServer("localhost"),
			"The chain of the peer does not hold, although 'CN=Bank CA' is trusted: "),

	WRONG_NAME(ca().issueServer("other.example"),
			"Certificate of 'CN=other.example' is not for 'localhost': it presents DNS:other.example. If the peer is called by another name than its own, set 'server-name'; otherwise the peer must renew its certificate with this name"),

	EXPIRED(ca().issue().commonName("old").dnsNames("localhost").server().expired().build(),
			"The certificate 'CN=old' of the peer has expired. The peer must renew it; if it has not expired, set the clock of this machine"),

	NOT_YET_VALID(ca().issue().commonName("new").dnsNames("localhost").server().notYetValid().build(),
			"The certificate 'CN=new' of the peer is not yet valid. Set the clock of this machine, or wait; otherwise the peer must have it renewed"),

	WRONG_USAGE(ca().issue().commonName("localhost").dnsNames("localhost").client().build(),
			"The certificate of the peer is not for servers: Extended key usage does not permit use for TLS server authentication. The peer must show a certificate for the usage 'serverAuth'"),

	WRONG_AUTHORITY_OF_CLIENT(ca().issueServer("localhost"), "") {

		@Override
		IssuedCredential client() {
			return STRANGER;
		}

		@Override
		boolean refusedByPeer() {
			return true;
		}

	},

	WRONG_KEY_OF_CLIENT(ca().issueServer("localhost"),
			"The peer takes client certificates with keys of type EC only, but that of Credential[") {

		@Override
		IssuedCredential client() {
			return RSA;
		}

		@Override
		Consumer<SSLSocket> settings() {
			return (socket) -> {
				super.settings().accept(socket);
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setAlgorithmConstraints(new TakesEcdsaOnly());
				socket.setSSLParameters(parameters);
			};
		}

	};

	private static final IssuedCredential CLIENT = ca().issueClient("asalieri");

	private static final IssuedCredential STRANGER = other().issueClient("stranger");

	private static final IssuedCredential RSA = ca().issue()
		.commonName("rsa")
		.keyAlgorithm(KeyAlgorithm.RSA_2048)
		.client()
		.build();

	private final IssuedCredential server;

	private final String said;

	RefusalCase(IssuedCredential server, String said) {
		this.server = server;
		this.said = said;
	}

	static DevelopmentCa ca() {
		return Authorities.CA;
	}

	static DevelopmentCa other() {
		return Authorities.OTHER;
	}

	RawServer start() throws GeneralSecurityException, IOException {
		return RawServer.startTls(this.server, length(), List.of(ca().certificate()), settings());
	}

	Caller caller(String protocol) {
		return Caller.of(client(), ca(), protocol);
	}

	String said() {
		return this.said;
	}

	IssuedCredential client() {
		return CLIENT;
	}

	int length() {
		return this.server.certificateChain().size();
	}

	boolean refusedByPeer() {
		return false;
	}

	Consumer<SSLSocket> settings() {
		return (socket) -> socket.setNeedClientAuth(true);
	}

	private static final class Authorities {

		private static final DevelopmentCa CA = DevelopmentCa.create("Bank CA");

		private static final DevelopmentCa OTHER = DevelopmentCa.create("Other CA");

	}

}
