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

package io.github.sslcredentials;

import org.jspecify.annotations.Nullable;

/**
 * What a JPA entity implements to be a credential: the private key and certificate chain
 * as text, under whatever names its attributes have.
 * <p>
 * The entity is found by its JPA entity name and id, and by the names and ids of its
 * ancestors, as in {@code Employee/asalieri/Address/1}. The methods are called inside the
 * session that has loaded the entity, so that lazy attributes may be read.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface CredentialEntity {

	/**
	 * Return the private key, in PEM (RFC 7468): PKCS#8, plain or encrypted, PKCS#1 or
	 * SEC1.
	 * @return the private key
	 */
	@Nullable String privateKeyPem();

	/**
	 * Return the certificates, in PEM (RFC 7468): that of the end entity and the
	 * intermediate ones, in any order.
	 * @return the certificate chain
	 */
	@Nullable String certificateChainPem();

	/**
	 * Return the certificates of the authorities that the peer is verified against, in
	 * PEM (RFC 7468). They are used only where {@code ca-certificates} says
	 * {@code record}.
	 * @return the trust anchors, or {@code null} if there are none
	 */
	default @Nullable String trustAnchorsPem() {
		return null;
	}

	/**
	 * Return the password of an encrypted private key. Without it, that of
	 * {@code ssl.store.private-key-password} is used.
	 * @return the password, or {@code null} if there is none
	 */
	default @Nullable String privateKeyPassword() {
		return null;
	}

}
