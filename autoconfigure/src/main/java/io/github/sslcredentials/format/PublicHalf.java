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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The public key that belongs to a private key, as far as the JDK can tell it: only to
 * say in a message which certificate is wanted.
 *
 * @author SSL Credentials contributors
 */
final class PublicHalf {

	private PublicHalf() {
	}

	/**
	 * Return the SHA-256 of the SubjectPublicKeyInfo, in hexadecimal digits.
	 */
	static String fingerprint(PublicKey key) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 is required of every Java platform", ex);
		}
	}

	/**
	 * Return the public key, or {@code null} if it cannot be had.
	 */
	static @Nullable PublicKey of(PrivateKey key) {
		try {
			if (key instanceof RSAPrivateCrtKey rsa) {
				return KeyFactory.getInstance(rsa.getAlgorithm())
					.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent(), rsa.getParams()));
			}
			if (key instanceof ECPrivateKey ec) {
				return ec(ec);
			}
			return (key instanceof EdECPrivateKey ed) ? edwards(ed) : null;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return null;
		}
	}

	private static PublicKey ec(ECPrivateKey key) throws GeneralSecurityException {
		BigInteger order = key.getParams().getOrder();
		// The scalar is blinded: the time of BigInteger depends on the digits
		BigInteger blind = new BigInteger(64, new SecureRandom()).multiply(order);
		ECPublicKeySpec spec = new ECPublicKeySpec(new EcMultiplication(key.getParams().getCurve())
			.multiply(key.getParams().getGenerator(), key.getS().add(blind)), key.getParams());
		return KeyFactory.getInstance("EC").generatePublic(spec);
	}

	private static @Nullable PublicKey edwards(EdECPrivateKey key) throws GeneralSecurityException {
		byte[] seed = key.getBytes().orElse(new byte[0]);
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EdDSA");
			generator.initialize(key.getParams(), new KnownSeed(seed));
			KeyPair pair = generator.generateKeyPair();
			return pair.getPrivate().equals(key) ? pair.getPublic() : null;
		}
		finally {
			Arrays.fill(seed, (byte) 0);
		}
	}

	/**
	 * Makes the generator derive the public key from the private key that is known: an
	 * Edwards key is its random seed (RFC 8032), and the JDK has no other way to that.
	 */
	private static final class KnownSeed extends SecureRandom {

		private static final long serialVersionUID = 1L;

		private final transient byte[] seed;

		private KnownSeed(byte[] seed) {
			this.seed = seed;
		}

		@Override
		public void nextBytes(byte[] bytes) {
			System.arraycopy(this.seed, 0, bytes, 0, Math.min(this.seed.length, bytes.length));
		}

	}

}
