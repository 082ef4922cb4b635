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

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The curve of a private key in SEC 1 (RFC 5915), which may be named in the key, in a
 * block beside it, or in the certificate only. It is never guessed.
 *
 * @author SSL Credentials contributors
 */
final class Sec1 {

	static final String PARAMETERS_LABEL = "EC PARAMETERS";

	private Sec1() {
	}

	static byte[] toPkcs8(byte[] ecPrivateKey, List<PemBlock> blocks, List<X509Certificate> certificates)
			throws InvalidEncodingException, InvalidContentException {
		byte[] curve = curve(ecPrivateKey);
		for (PemBlock block : blocks) {
			if (block.label().equals(PARAMETERS_LABEL)) {
				curve = same(curve, block.decode());
			}
		}
		if (curve == null) {
			curve = curve(CertificateChain.likelyEndEntity(certificates));
		}
		return Pkcs8.ofSec1(ecPrivateKey, curve);
	}

	private static byte @Nullable [] curve(byte[] ecPrivateKey) throws InvalidEncodingException {
		DerReader top = new DerReader(ecPrivateKey);
		DerReader key = top.enter(DerReader.SEQUENCE);
		top.end();
		key.enter(DerReader.INTEGER);
		key.enter(DerReader.OCTET_STRING);
		return key.isAt(DerReader.CONTEXT_0) ? parameters(key.enter(DerReader.CONTEXT_0)) : null;
	}

	private static byte[] curve(X509Certificate certificate) throws InvalidEncodingException, InvalidContentException {
		if (KeyAlgorithm.of(certificate.getPublicKey()) != KeyAlgorithm.EC) {
			throw new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY,
					"the private key cannot be read: it does not name its curve, and neither does a block '%s' beside it"
						.formatted(PARAMETERS_LABEL)
							+ " or the certificate %s, convert it with 'openssl pkcs8 -topk8 -nocrypt'"
								.formatted(CertificateName.of(certificate)));
		}
		DerReader algorithm = KeyAlgorithm.subjectPublicKeyAlgorithm(certificate.getPublicKey().getEncoded());
		algorithm.enter(DerReader.OBJECT_IDENTIFIER);
		return parameters(algorithm);
	}

	private static byte[] parameters(DerReader reader) throws InvalidEncodingException {
		return reader
			.element(reader.isAt(DerReader.OBJECT_IDENTIFIER) ? DerReader.OBJECT_IDENTIFIER : DerReader.SEQUENCE);
	}

	private static byte[] same(byte @Nullable [] curve, byte[] other) throws InvalidContentException {
		if (curve != null && !Arrays.equals(curve, other)) {
			throw new InvalidContentException(Reason.UNREADABLE_PRIVATE_KEY,
					"the private key cannot be read: it is on another curve than a block '%s' beside it says"
						.formatted(PARAMETERS_LABEL));
		}
		return other;
	}

}
