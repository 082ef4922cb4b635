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

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * Says whether a public key belongs to a private key: it verifies what that has signed.
 * This holds for every algorithm and needs no public half beside the private key, which
 * might be another's.
 *
 * @author SSL Credentials contributors
 */
final class KeyPairCheck {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final PrivateKey privateKey;

	private final KeyAlgorithm algorithm;

	private final byte[] nonce = new byte[32];

	private final byte[] signature;

	KeyPairCheck(PrivateKey privateKey, KeyAlgorithm algorithm) throws InvalidContentException {
		this.privateKey = privateKey;
		this.algorithm = algorithm;
		RANDOM.nextBytes(this.nonce);
		try {
			this.signature = sign();
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY,
					"the private key cannot sign, it is damaged, or not supported by this Java (%s, %s)"
						.formatted(algorithm.keyFactory(), ex.getClass().getSimpleName()));
		}
	}

	boolean belongs(PublicKey publicKey) {
		if (KeyAlgorithm.of(publicKey) != this.algorithm) {
			return false;
		}
		try {
			Signature verifier = this.algorithm.signature(this.privateKey);
			verifier.initVerify(publicKey);
			verifier.update(this.nonce);
			return verifier.verify(this.signature);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	private byte[] sign() throws GeneralSecurityException {
		Signature signer = this.algorithm.signature(this.privateKey);
		signer.initSign(signingKey());
		signer.update(this.nonce);
		return signer.sign();
	}

	/**
	 * Return the key without its private exponent, if it is one of RSA. The JDK keeps
	 * that of each key that has signed, in a cache that outlives the key; it signs with
	 * the other numbers (RFC 8017, section 5.2.1, 2b).
	 */
	private PrivateKey signingKey() throws GeneralSecurityException {
		if (this.privateKey instanceof RSAPrivateCrtKey rsa) {
			return KeyFactory.getInstance(rsa.getAlgorithm())
				.generatePrivate(new RSAPrivateCrtKeySpec(rsa.getModulus(), rsa.getPublicExponent(), BigInteger.ONE,
						rsa.getPrimeP(), rsa.getPrimeQ(), rsa.getPrimeExponentP(), rsa.getPrimeExponentQ(),
						rsa.getCrtCoefficient(), rsa.getParams()));
		}
		return this.privateKey;
	}

}
