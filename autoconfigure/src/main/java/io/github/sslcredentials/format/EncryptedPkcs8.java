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
import java.util.Arrays;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * A private key in PKCS#8 that is encrypted by PBES2 with PBKDF2, or by PBES1 (RFC 8018).
 * <p>
 * The scheme is read here and not by the JDK, whose names for it differ between its
 * versions, which has no AES-192 in it, and which takes ASCII passwords only.
 *
 * @author SSL Credentials contributors
 */
final class EncryptedPkcs8 {

	/**
	 * The largest number of iterations that is computed: some seconds of one core.
	 */
	static final int MAX_ITERATIONS = 10_000_000;

	private static final String PBES2 = "1.2.840.113549.1.5.13";

	private static final String PBKDF2 = "1.2.840.113549.1.5.12";

	private static final String HMAC_SHA1 = "1.2.840.113549.2.7";

	private static final Map<String, String> PBES1 = Map.of("1.2.840.113549.1.5.3", "PBEWithMD5AndDES",
			"1.2.840.113549.1.12.1.3", "PBEWithSHA1AndDESede", "1.2.840.113549.1.12.1.5", "PBEWithSHA1AndRC2_128",
			"1.2.840.113549.1.12.1.6", "PBEWithSHA1AndRC2_40");

	private static final Map<String, String> FUNCTIONS = Map.of(HMAC_SHA1, "HmacSHA1", "1.2.840.113549.2.8",
			"HmacSHA224", "1.2.840.113549.2.9", "HmacSHA256", "1.2.840.113549.2.10", "HmacSHA384",
			"1.2.840.113549.2.11", "HmacSHA512", "1.2.840.113549.2.12", "HmacSHA512/224", "1.2.840.113549.2.13",
			"HmacSHA512/256");

	private static final Map<String, EncryptionScheme> CIPHERS = Map.of("2.16.840.1.101.3.4.1.2",
			new EncryptionScheme("AES", 128), "2.16.840.1.101.3.4.1.22", new EncryptionScheme("AES", 192),
			"2.16.840.1.101.3.4.1.42", new EncryptionScheme("AES", 256), "1.2.840.113549.3.7",
			new EncryptionScheme("DESede", 192));

	private final DerReader algorithm;

	private final byte[] encrypted;

	EncryptedPkcs8(byte[] der) throws InvalidEncodingException {
		DerReader top = new DerReader(der);
		DerReader info = top.enter(DerReader.SEQUENCE);
		top.end();
		this.algorithm = info.enter(DerReader.SEQUENCE);
		this.encrypted = info.value(DerReader.OCTET_STRING);
	}

	/**
	 * Return the PrivateKeyInfo, which the caller overwrites after use.
	 */
	byte[] decrypt(char[] password) throws InvalidEncodingException, InvalidContentException {
		String scheme = this.algorithm.objectIdentifier();
		DerReader parameters = this.algorithm.enter(DerReader.SEQUENCE);
		byte[] plain = scheme.equals(PBES2) ? pbes2(parameters, password)
				: pbes1(known(PBES1, scheme), parameters, password);
		try {
			Pkcs8.checkOutline(plain);
			return plain;
		}
		catch (InvalidEncodingException ex) {
			Arrays.fill(plain, (byte) 0);
			throw wrongPassword();
		}
	}

	private byte[] pbes1(String name, DerReader parameters, char[] password)
			throws InvalidEncodingException, InvalidContentException {
		byte[] salt = parameters.value(DerReader.OCTET_STRING);
		int iterations = iterations(parameters);
		PBEKeySpec spec = new PBEKeySpec(password);
		try {
			SecretKey key = SecretKeyFactory.getInstance(name).generateSecret(spec);
			Cipher cipher = Cipher.getInstance(name);
			cipher.init(Cipher.DECRYPT_MODE, key, new PBEParameterSpec(salt, iterations));
			return decrypt(cipher);
		}
		catch (GeneralSecurityException ex) {
			throw unsupported(name);
		}
		finally {
			spec.clearPassword();
		}
	}

	private byte[] pbes2(DerReader parameters, char[] password)
			throws InvalidEncodingException, InvalidContentException {
		DerReader derivation = parameters.enter(DerReader.SEQUENCE);
		known(Map.of(PBKDF2, "PBKDF2"), derivation.objectIdentifier());
		DerReader pbkdf2 = derivation.enter(DerReader.SEQUENCE);
		DerReader scheme = parameters.enter(DerReader.SEQUENCE);
		EncryptionScheme encryption = known(CIPHERS, scheme.objectIdentifier());
		byte[] iv = scheme.value(DerReader.OCTET_STRING);
		byte[] salt = pbkdf2.value(DerReader.OCTET_STRING);
		int iterations = iterations(pbkdf2);
		String function = function(pbkdf2);
		PBEKeySpec spec = keySpec(password, salt, iterations, encryption);
		byte[] key = new byte[0];
		try {
			key = SecretKeyFactory.getInstance("PBKDF2With" + function).generateSecret(spec).getEncoded();
			Cipher cipher = Cipher.getInstance(encryption.name() + "/CBC/PKCS5Padding");
			cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, encryption.name()), new IvParameterSpec(iv));
			return decrypt(cipher);
		}
		catch (GeneralSecurityException ex) {
			throw unsupported("PBKDF2 with %s, %s".formatted(function, encryption.name()));
		}
		finally {
			spec.clearPassword();
			Arrays.fill(key, (byte) 0);
		}
	}

	private byte[] decrypt(Cipher cipher) throws InvalidContentException {
		try {
			return cipher.doFinal(this.encrypted);
		}
		catch (GeneralSecurityException ex) {
			throw wrongPassword();
		}
	}

	private static PBEKeySpec keySpec(char[] password, byte[] salt, int iterations, EncryptionScheme encryption)
			throws InvalidEncodingException {
		if (salt.length == 0) {
			throw new InvalidEncodingException("the salt is empty");
		}
		return new PBEKeySpec(password, salt, iterations, encryption.keyBits());
	}

	private static int iterations(DerReader parameters) throws InvalidEncodingException, InvalidContentException {
		BigInteger iterations = parameters.integer();
		if (iterations.signum() <= 0 || iterations.compareTo(BigInteger.valueOf(MAX_ITERATIONS)) > 0) {
			throw new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY,
					"the private key is not decrypted: its number of iterations is not between 1 and %d"
						.formatted(MAX_ITERATIONS));
		}
		return iterations.intValue();
	}

	private static String function(DerReader pbkdf2) throws InvalidEncodingException, InvalidContentException {
		if (pbkdf2.isAt(DerReader.INTEGER)) {
			pbkdf2.enter(DerReader.INTEGER);
		}
		String function = pbkdf2.hasMore() ? pbkdf2.enter(DerReader.SEQUENCE).objectIdentifier() : HMAC_SHA1;
		return known(FUNCTIONS, function);
	}

	private static <T> T known(Map<String, T> algorithms, String objectIdentifier) throws InvalidContentException {
		T algorithm = algorithms.get(objectIdentifier);
		if (algorithm == null) {
			throw unsupported(objectIdentifier);
		}
		return algorithm;
	}

	private static InvalidContentException unsupported(String algorithm) {
		return new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY,
				"the private key cannot be decrypted: '%s' is not supported, convert it with ".formatted(algorithm)
						+ "'openssl pkcs8 -in key.pem -topk8 -v2 aes-256-cbc -out new.pem'");
	}

	private static InvalidContentException wrongPassword() {
		return new InvalidContentException(Reason.WRONG_PASSWORD,
				"the private key is encrypted with another password than the one given");
	}

	private record EncryptionScheme(String name, int keyBits) {
	}

}
