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
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * Private keys in PKCS#8 (RFC 5208, RFC 5958), and those of PKCS#1 and SEC 1 put into it.
 *
 * @author SSL Credentials contributors
 */
final class Pkcs8 {

	private static final byte[] VERSION = HexFormat.of().parseHex("020100");

	private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

	private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

	private Pkcs8() {
	}

	/**
	 * Return the PKCS#8 form of an RSAPrivateKey (RFC 8017, appendix A.1.2).
	 */
	static byte[] ofPkcs1(byte[] rsaPrivateKey) {
		return of(RSA, rsaPrivateKey);
	}

	/**
	 * Return the PKCS#8 form of an ECPrivateKey (RFC 5915).
	 */
	static byte[] ofSec1(byte[] ecPrivateKey, byte[] curve) {
		return of(DerWriter.element(DerReader.SEQUENCE, EC_PUBLIC_KEY, curve), ecPrivateKey);
	}

	private static byte[] of(byte[] algorithm, byte[] privateKey) {
		byte[] octets = DerWriter.element(DerReader.OCTET_STRING, privateKey);
		try {
			return DerWriter.element(DerReader.SEQUENCE, VERSION, algorithm, octets);
		}
		finally {
			Arrays.fill(octets, (byte) 0);
		}
	}

	/**
	 * Check that the bytes have the outline of a PrivateKeyInfo.
	 */
	static void checkOutline(byte[] der) throws InvalidEncodingException {
		DerReader info = info(der);
		info.enter(DerReader.SEQUENCE).objectIdentifier();
		info.enter(DerReader.OCTET_STRING);
	}

	static PrivateKey decode(byte[] der) throws InvalidEncodingException, InvalidContentException {
		DerReader info = info(der);
		byte[] identifier = info.element(DerReader.SEQUENCE);
		DerReader algorithm = new DerReader(identifier).enter(DerReader.SEQUENCE);
		String objectIdentifier = algorithm.objectIdentifier();
		KeyAlgorithm known = KeyAlgorithm.find(objectIdentifier);
		if (known == null) {
			throw unreadable("its algorithm '%s' is none that can sign in TLS, use RSA, EC, Ed25519 or Ed448"
				.formatted(objectIdentifier));
		}
		String name = (known != KeyAlgorithm.EC) ? known.keyFactory() : "EC on " + curve(algorithm);
		// Without attributes and public key (RFC 5958), which not every JDK reads
		byte[] privateKey = info.value(DerReader.OCTET_STRING);
		byte[] plain = of(identifier, privateKey);
		try {
			return checkBounds(
					KeyFactory.getInstance(known.keyFactory()).generatePrivate(new PKCS8EncodedKeySpec(plain)));
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw unreadable("its algorithm is %s, and the key is damaged, or not supported by this Java (%s)"
				.formatted(name, ex.getClass().getSimpleName()));
		}
		finally {
			Arrays.fill(privateKey, (byte) 0);
			Arrays.fill(plain, (byte) 0);
		}
	}

	/**
	 * Check that no number is larger than what it is taken modulo: the JDK would compute
	 * with it for hours.
	 */
	private static PrivateKey checkBounds(PrivateKey key) throws InvalidKeyException {
		boolean withinBounds = true;
		if (key instanceof RSAPrivateKey rsa) {
			withinBounds = rsa.getPrivateExponent().compareTo(rsa.getModulus()) < 0;
		}
		if (key instanceof RSAPrivateCrtKey crt) {
			withinBounds = withinBounds && Stream
				.of(crt.getPrimeP(), crt.getPrimeQ(), crt.getPrimeExponentP(), crt.getPrimeExponentQ(),
						crt.getCrtCoefficient())
				.allMatch((number) -> number.compareTo(crt.getModulus()) < 0);
		}
		if (key instanceof ECPrivateKey ec) {
			withinBounds = ec.getS().compareTo(ec.getParams().getOrder()) < 0;
		}
		if (!withinBounds) {
			throw new InvalidKeyException();
		}
		return key;
	}

	private static DerReader info(byte[] der) throws InvalidEncodingException {
		DerReader top = new DerReader(der);
		DerReader info = top.enter(DerReader.SEQUENCE);
		top.end();
		info.enter(DerReader.INTEGER);
		return info;
	}

	private static String curve(DerReader algorithm) throws InvalidEncodingException, InvalidContentException {
		if (!algorithm.isAt(DerReader.OBJECT_IDENTIFIER)) {
			throw unreadable("its curve is not given by name, convert it with "
					+ "'openssl pkey -in key.pem -ec_param_enc named_curve -out new.pem'");
		}
		return "the curve '%s'".formatted(algorithm.objectIdentifier());
	}

	private static InvalidContentException unreadable(String problem) {
		return new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY, "the private key cannot be read: " + problem);
	}

}
