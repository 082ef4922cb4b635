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

package io.github.sslcredentials.test;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * Offers the one credential of a partner.
 *
 * @author SSL Credentials contributors
 */
final class PartnerKeyManager extends X509ExtendedKeyManager {

	private static final String ALIAS = "partner";

	private final IssuedCredential credential;

	PartnerKeyManager(IssuedCredential credential) {
		this.credential = credential;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
		return this.credential.privateKey().getAlgorithm().equals(keyType) ? ALIAS : null;
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.credential.privateKey();
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return this.credential.certificateChain().toArray(X509Certificate[]::new);
	}

	@Override
	public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return new String[] { ALIAS };
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
		return null;
	}

}
