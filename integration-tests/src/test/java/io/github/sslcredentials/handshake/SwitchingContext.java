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

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * The mistake that must be seen: one context for several identities, whose key manager
 * picks the one that is meant.
 */
final class SwitchingContext extends X509ExtendedKeyManager {

	private final SSLContext sslContext;

	private volatile IssuedCredential meant;

	SwitchingContext(IssuedCredential meant, DevelopmentCa trusted) throws GeneralSecurityException {
		this.meant = meant;
		this.sslContext = SSLContext.getInstance("TLS");
		TrustAnchors anchors = new TrustAnchors(false, false, List.of(trusted.certificate()));
		this.sslContext.init(new KeyManager[] { this },
				new TrustManager[] { anchors.trustManager(TestClient.credential(meant)) }, null);
	}

	SSLContext of(IssuedCredential meant) {
		this.meant = meant;
		return this.sslContext;
	}

	private X509ExtendedKeyManager current() {
		return new CredentialKeyManager(TestClient.credential(this.meant));
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return current().chooseClientAlias(keyTypes, issuers, socket);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return current().chooseEngineClientAlias(keyTypes, issuers, engine);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		return current().getCertificateChain(alias);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		return current().getPrivateKey(alias);
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return null;
	}

}
