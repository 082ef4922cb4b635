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
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import io.github.sslcredentials.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Offers one credential. It does so whatever issuers the peer names: these are a hint
 * (RFC 8446, 4.2.4), and no certificate is never what was asked for. A peer that does not
 * take the algorithm of the key leaves a refusal with the session, since a key manager
 * must not throw.
 */
final class CredentialKeyManager extends X509ExtendedKeyManager {

	private static final String REFUSAL = CredentialKeyManager.class.getName() + ".refusal";

	private static final String OFFER = CredentialKeyManager.class.getName() + ".offer";

	private final Credential credential;

	private final String alias;

	CredentialKeyManager(Credential credential) {
		this.credential = credential;
		this.alias = credential.fingerprint();
	}

	/**
	 * Return why the credential was not shown in the handshake of the given session,
	 * although the peer has asked for one.
	 * @param session the session
	 * @return the refusal, or {@code null} if there is none
	 */
	static @Nullable String refusal(SSLSession session) {
		String refusal = (String) session.getValue(REFUSAL);
		String offer = (String) session.getValue(OFFER);
		return (refusal == null && offer != null && session.getLocalCertificates() == null) ? offer : refusal;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return chooseClientAlias(keyTypes, issuers,
				(socket instanceof SSLSocket ssl) ? ssl.getHandshakeSession() : null);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return chooseClientAlias(keyTypes, issuers, (engine != null) ? engine.getHandshakeSession() : null);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return isOf(keyType) ? this.alias : null;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return isOf(keyType) ? this.alias : null;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return isOf(keyType) ? new String[] { this.alias } : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return getClientAliases(keyType, issuers);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		return this.alias.equals(alias) ? this.credential.certificateChain().toArray(X509Certificate[]::new) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		return this.alias.equals(alias) ? this.credential.privateKey() : null;
	}

	private @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLSession session) {
		boolean taken = Arrays.stream(keyTypes).anyMatch(this::isOf);
		String refusal = taken ? null : notTaken(keyTypes);
		HandshakeTrace.note((trace) -> trace.asked(keyTypes, issuers, refusal, session));
		if (session != null && refusal == null) {
			session.removeValue(REFUSAL);
			session.putValue(OFFER,
					"The peer has asked for a client certificate, but the Java platform did not show that of %s"
						.formatted(this.credential));
		}
		else if (session != null) {
			session.putValue(REFUSAL, refusal);
		}
		return taken ? this.alias : null;
	}

	private String notTaken(String[] keyTypes) {
		return "The peer takes client certificates with keys of type %s only, but that of %s has one of type %s"
			.formatted(String.join(", ", keyTypes), this.credential, keyAlgorithm());
	}

	private boolean isOf(String keyType) {
		String algorithm = keyAlgorithm();
		return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_");
	}

	private String keyAlgorithm() {
		return this.credential.certificate().getPublicKey().getAlgorithm();
	}

}
