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

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * The algorithms of the keys that a {@link DevelopmentCa} certifies.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public enum KeyAlgorithm {

	/**
	 * RSA with a modulus of 2048 bits (RFC 8017).
	 */
	RSA_2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),

	/**
	 * Elliptic curve with the curve P-256 (RFC 5480).
	 */
	EC_P256("EC", new ECGenParameterSpec("secp256r1")),

	/**
	 * Edwards curve 25519 (RFC 8410).
	 */
	ED25519("Ed25519", NamedParameterSpec.ED25519);

	private final String algorithm;

	@SuppressWarnings("ImmutableEnumChecker") // the JDK's specifications have no setters
	private final AlgorithmParameterSpec parameters;

	KeyAlgorithm(String algorithm, AlgorithmParameterSpec parameters) {
		this.algorithm = algorithm;
		this.parameters = parameters;
	}

	KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(this.algorithm);
			generator.initialize(this.parameters);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Key pair of algorithm '%s' could not be generated".formatted(this), ex);
		}
	}

}
