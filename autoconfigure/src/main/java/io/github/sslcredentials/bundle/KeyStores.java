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

package io.github.sslcredentials.bundle;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.crypto.EncryptedPrivateKeyInfo;

import io.github.sslcredentials.Credential;

/**
 * Makes key stores in memory.
 */
final class KeyStores {

	/** A server that asks for the alias finds it by the name that says what it is. */
	static final String ALIAS = "credential";

	private static final String UNREADABLE_ALGORITHM = "PBEWithSHA1AndDESede";

	private KeyStores() {
	}

	static KeyStore empty() {
		return create((keyStore) -> {
		});
	}

	/**
	 * A key store shows a chain only where there is a key: this one has some zeroes in
	 * its place.
	 */
	static KeyStore withoutKey(Credential credential) {
		return create((keyStore) -> keyStore.setKeyEntry(ALIAS,
				new EncryptedPrivateKeyInfo(UNREADABLE_ALGORITHM, new byte[16]).getEncoded(), chain(credential)));
	}

	static KeyStore withKey(Credential credential, char[] password) {
		return create((keyStore) -> keyStore.setKeyEntry(ALIAS, credential.privateKey(), password, chain(credential)));
	}

	static KeyStore trusting(X509Certificate... certificates) {
		return create((keyStore) -> {
			for (X509Certificate certificate : certificates) {
				keyStore.setCertificateEntry(Credential.fingerprint(certificate), certificate);
			}
		});
	}

	private static X509Certificate[] chain(Credential credential) {
		return credential.certificateChain().toArray(X509Certificate[]::new);
	}

	private static KeyStore create(Content content) {
		try {
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(null, null);
			content.addTo(keyStore);
			return keyStore;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Key store could not be made in memory", ex);
		}
	}

	@FunctionalInterface
	private interface Content {

		void addTo(KeyStore keyStore) throws GeneralSecurityException, IOException;

	}

}
