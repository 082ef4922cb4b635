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

package io.github.sslcredentials.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The files of one peer, which nobody else can read.
 */
final class PeerFiles {

	private final Path home;

	PeerFiles(Path folder) throws IOException {
		this.home = Files.createTempDirectory(folder, "peer");
	}

	Path home() {
		return this.home;
	}

	String write(String name, String text) throws IOException {
		Path file = this.home.resolve(name);
		Files.deleteIfExists(file);
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		return Files.writeString(file, text, StandardCharsets.US_ASCII).toString();
	}

	String key(IssuedCredential credential) throws IOException {
		return write("key.pem", credential.privateKeyPem());
	}

	/**
	 * Write a key with its public key beside it, which GnuTLS needs for elliptic curves,
	 * and the JDK leaves out (RFC 5915, section 3).
	 */
	String keyWithPublicKey(IssuedCredential credential) throws IOException {
		if (!(credential.privateKey() instanceof ECPrivateKey key)) {
			return key(credential);
		}
		SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo
			.getInstance(credential.certificate().getPublicKey().getEncoded());
		return write("key.pem",
				pem("PRIVATE KEY", new PrivateKeyInfo(publicKey.getAlgorithm(),
						new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), publicKey.getPublicKeyData(), null))
					.getEncoded()));
	}

	String chain(IssuedCredential credential, int certificates) throws IOException {
		return write("chain.pem", pem(credential.certificateChain().subList(0, certificates)));
	}

	String authority(String name, DevelopmentCa authority) throws IOException {
		return write(name + ".pem", authority.certificatePem());
	}

	static String pem(List<X509Certificate> certificates) {
		return certificates.stream().map(PeerFiles::pem).collect(Collectors.joining());
	}

	private static String pem(X509Certificate certificate) {
		try {
			return pem("CERTIFICATE", certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String type, byte[] encoded) {
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded), type);
	}

}
