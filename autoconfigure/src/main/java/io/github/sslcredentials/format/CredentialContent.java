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

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * A credential as one DER structure (X.690), the content of the shipped table: a SEQUENCE
 * of the private key (an OCTET STRING with its PKCS#8), the certificate chain and the
 * trust anchors (each a SEQUENCE of certificates).
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialContent {

	private CredentialContent() {
	}

	/**
	 * Return the content of a credential.
	 * @param credential the credential
	 * @return the content, a secret, which the caller should overwrite after use
	 */
	public static byte[] of(Credential credential) {
		byte[] privateKey = credential.privateKey().getEncoded();
		byte[] octets = DerWriter.element(DerReader.OCTET_STRING, privateKey);
		try {
			return DerWriter.element(DerReader.SEQUENCE, octets, certificates(credential.certificateChain()),
					certificates(credential.trustAnchors()));
		}
		finally {
			Arrays.fill(privateKey, (byte) 0);
			Arrays.fill(octets, (byte) 0);
		}
	}

	static PrivateKey privateKey(byte[] content) throws InvalidContentException {
		byte[] pkcs8 = new byte[0];
		try {
			pkcs8 = reader(content).value(DerReader.OCTET_STRING);
			return Pkcs8.decode(pkcs8);
		}
		catch (InvalidEncodingException ex) {
			throw damaged();
		}
		finally {
			Arrays.fill(pkcs8, (byte) 0);
		}
	}

	static List<X509Certificate> certificateChain(byte[] content) throws InvalidContentException {
		try {
			DerReader reader = reader(content);
			reader.enter(DerReader.OCTET_STRING);
			return certificates(reader.enter(DerReader.SEQUENCE));
		}
		catch (InvalidEncodingException | CertificateException ex) {
			throw damaged();
		}
	}

	static List<X509Certificate> trustAnchors(byte[] content) throws InvalidContentException {
		try {
			DerReader reader = reader(content);
			reader.enter(DerReader.OCTET_STRING);
			reader.enter(DerReader.SEQUENCE);
			List<X509Certificate> anchors = certificates(reader.enter(DerReader.SEQUENCE));
			reader.end();
			return anchors;
		}
		catch (InvalidEncodingException | CertificateException ex) {
			throw damaged();
		}
	}

	private static DerReader reader(byte[] content) throws InvalidEncodingException {
		DerReader outer = new DerReader(content);
		DerReader reader = outer.enter(DerReader.SEQUENCE);
		outer.end();
		return reader;
	}

	private static List<X509Certificate> certificates(DerReader reader)
			throws InvalidEncodingException, CertificateException {
		List<X509Certificate> certificates = new ArrayList<>();
		while (reader.hasMore()) {
			certificates.add(CertificateReader.certificate(reader.element(DerReader.SEQUENCE)));
		}
		return certificates;
	}

	private static byte[] certificates(List<X509Certificate> certificates) {
		byte[][] encoded = certificates.stream().map(CredentialContent::encoded).toArray(byte[][]::new);
		return DerWriter.element(DerReader.SEQUENCE, encoded);
	}

	private static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("Certificate has no encoding", ex);
		}
	}

	private static InvalidContentException damaged() {
		return new InvalidContentException(Reason.UNREADABLE_CONTENT, "its content is damaged");
	}

}
