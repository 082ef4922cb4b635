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

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is to serve.
 *
 * @param credential its credential
 * @param certificates how many certificates of its chain it sends
 * @param clients the authority of its clients, or {@code null} not to ask for a
 * certificate
 * @param named the authority that it names to clients; mostly the same
 * @param protocol the only protocol version
 * @param narrow whether it has the cipher suites of AES-128 only
 * @param late whether its clock is a year and more ahead
 */
record PeerSettings(IssuedCredential credential, int certificates, @Nullable DevelopmentCa clients,
		@Nullable DevelopmentCa named, String protocol, boolean narrow, boolean late) {

	static PeerSettings of(IssuedCredential credential, @Nullable DevelopmentCa clients, String protocol) {
		return new PeerSettings(credential, credential.certificateChain().size(), clients, clients, protocol, false,
				false);
	}

	PeerSettings withCertificates(int certificates) {
		return new PeerSettings(this.credential, certificates, this.clients, this.named, this.protocol, this.narrow,
				this.late);
	}

	PeerSettings withNamed(DevelopmentCa named) {
		return new PeerSettings(this.credential, this.certificates, this.clients, named, this.protocol, this.narrow,
				this.late);
	}

	PeerSettings withNarrowCiphers() {
		return new PeerSettings(this.credential, this.certificates, this.clients, this.named, this.protocol, true,
				this.late);
	}

	PeerSettings withLateClock() {
		return new PeerSettings(this.credential, this.certificates, this.clients, this.named, this.protocol,
				this.narrow, true);
	}

	/** The cipher suites of protocol versions before 1.3, in the words of OpenSSL. */
	String ciphers() {
		return this.narrow ? "ECDHE-ECDSA-AES128-GCM-SHA256" : "DEFAULT@SECLEVEL=" + (isOld() ? 0 : 1);
	}

	/** The cipher suites of 1.3, in the words of OpenSSL. */
	String cipherSuites() {
		return this.narrow ? "TLS_AES_128_GCM_SHA256" : "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256";
	}

	boolean isOld() {
		return this.protocol.equals("TLSv1.1");
	}

}
