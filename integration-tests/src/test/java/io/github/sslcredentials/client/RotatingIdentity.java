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

package io.github.sslcredentials.client;

import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.test.IssuedCredential;

/**
 * An identity whose versions follow each other when the test says so: the new one is
 * published, and then the old one is retired.
 */
final class RotatingIdentity implements HandshakeSource {

	private static final HandshakeSettings SETTINGS = new HandshakeSettings("ssl.clients.test",
			AllowedHosts.of(List.of("localhost")),
			new TrustAnchors(false, false, List.of(InMemoryApplication.CA.certificate())), true, null, List.of(),
			List.of());

	private volatile HandshakeContext current;

	private int version = 1;

	RotatingIdentity() {
		this.current = context(this.version);
	}

	/**
	 * Publish the next version.
	 * @return the one that was in force, which is retired
	 */
	HandshakeContext rotate() {
		HandshakeContext retired = this.current;
		this.current = context(++this.version);
		retired.retirement().begin();
		return retired;
	}

	@Override
	public HandshakeContext current() {
		return this.current;
	}

	@Override
	public HandshakeSettings settings() {
		return SETTINGS;
	}

	@Override
	public boolean isReady() {
		return true;
	}

	private static HandshakeContext context(int version) {
		IssuedCredential issued = InMemoryApplication.CA.issue()
			.commonName("v" + version)
			.dnsNames("localhost")
			.clientAndServer()
			.build();
		return new HandshakeContext(new Credential(CredentialPath.of("Client", 1), Integer.toString(version),
				issued.privateKey(), issued.certificateChain(), List.of()), SETTINGS);
	}

}
