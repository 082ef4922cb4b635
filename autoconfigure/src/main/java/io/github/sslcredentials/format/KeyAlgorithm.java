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

package io.github.sslcredentials.format;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * The algorithms of keys that can sign in TLS 1.3, by the object identifier that PKCS#8
 * and SubjectPublicKeyInfo name them with (RFC 3279, 4055, 5480, 8410). The JDK bounds
 * the size of their public keys, which it does not for DSA.
 *
 * @author SSL Credentials contributors
 */
enum KeyAlgorithm {

	RSA("1.2.840.113549.1.1.1", "RSA", "SHA256withRSA"),

	RSASSA_PSS("1.2.840.113549.1.1.10", "RSASSA-PSS", "RSASSA-PSS"),

	EC("1.2.840.10045.2.1", "EC", "SHA256withECDSA"),

	ED25519("1.3.101.112", "Ed25519", "Ed25519"),

	ED448("1.3.101.113", "Ed448", "Ed448");

	private final String objectIdentifier;

	private final String keyFactory;

	private final String signature;

	KeyAlgorithm(String objectIdentifier, String keyFactory, String signature) {
		this.objectIdentifier = objectIdentifier;
		this.keyFactory = keyFactory;
		this.signature = signature;
	}

	/**
	 * Return the algorithm with the given object identifier, or {@code null} if it is
	 * none of these.
	 */
	static @Nullable KeyAlgorithm find(String objectIdentifier) {
		for (KeyAlgorithm algorithm : values()) {
			if (algorithm.objectIdentifier.equals(objectIdentifier)) {
				return algorithm;
			}
		}
		return null;
	}

	/**
	 * Return the algorithm of the given key, or {@code null} if it is none of these.
	 */
	static @Nullable KeyAlgorithm of(PublicKey key) {
		byte[] encoded = key.getEncoded();
		try {
			return (encoded != null) ? find(subjectPublicKeyAlgorithm(encoded).objectIdentifier()) : null;
		}
		catch (InvalidEncodingException ex) {
			return null;
		}
	}

	/**
	 * Return the algorithm of a private key that {@link Pkcs8} has read.
	 */
	static KeyAlgorithm of(PrivateKey key) {
		String name = key.getAlgorithm();
		if (key instanceof EdECPrivateKey edKey) {
			name = edKey.getParams().getName();
		}
		for (KeyAlgorithm algorithm : values()) {
			if (algorithm.keyFactory.equals(name)) {
				return algorithm;
			}
		}
		throw new IllegalArgumentException("Private key is of the unknown algorithm '%s'".formatted(name));
	}

	/**
	 * Return a reader of the AlgorithmIdentifier of a SubjectPublicKeyInfo (RFC 5280,
	 * section 4.1).
	 */
	static DerReader subjectPublicKeyAlgorithm(byte[] subjectPublicKeyInfo) throws InvalidEncodingException {
		return new DerReader(subjectPublicKeyInfo).enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
	}

	/**
	 * Return the name, which is also that of the JDK's key factory.
	 */
	String keyFactory() {
		return this.keyFactory;
	}

	/**
	 * Return a signature for the given private key, to sign or to verify with.
	 */
	Signature signature(PrivateKey privateKey) throws GeneralSecurityException {
		Signature signature = Signature.getInstance(this.signature);
		if (this == RSASSA_PSS) {
			signature.setParameter(pssParameters(privateKey));
		}
		return signature;
	}

	private static AlgorithmParameterSpec pssParameters(PrivateKey privateKey) {
		AlgorithmParameterSpec own = (privateKey instanceof RSAKey key) ? key.getParams() : null;
		return (own != null) ? own : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32,
				PSSParameterSpec.TRAILER_FIELD_BC);
	}

}
