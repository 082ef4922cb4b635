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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate made in memory, with its key.
 *
 * @author SSL Credentials contributors
 */
final class TestCertificate {

	static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

	private static final AtomicLong SERIAL = new AtomicLong(1);

	private final KeyPair keys;

	private final X509Certificate certificate;

	private TestCertificate(KeyPair keys, X509Certificate certificate) {
		this.keys = keys;
		this.certificate = certificate;
	}

	static Builder named(String name) {
		return new Builder(name);
	}

	static KeyPair keys(String algorithm) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.startsWith("secp") ? "EC" : algorithm);
		if (algorithm.startsWith("secp")) {
			generator.initialize(new ECGenParameterSpec(algorithm));
		}
		return generator.generateKeyPair();
	}

	static String pem(String label, byte[] content) {
		return "-----BEGIN " + label + "-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + label
				+ "-----\n";
	}

	X509Certificate certificate() {
		return this.certificate;
	}

	PrivateKey privateKey() {
		return this.keys.getPrivate();
	}

	KeyPair keys() {
		return this.keys;
	}

	String pem() throws Exception {
		return pem("CERTIFICATE", this.certificate.getEncoded());
	}

	String privateKeyPem() {
		return pem("PRIVATE KEY", this.keys.getPrivate().getEncoded());
	}

	static final class Builder {

		private final String name;

		private final Map<ASN1ObjectIdentifier, ASN1Encodable> extensions = new LinkedHashMap<>();

		private KeyPair keys;

		private TestCertificate issuer;

		private String issuerName;

		private Instant notBefore = Instant.parse("2026-01-01T00:00:00Z");

		private Instant notAfter = Instant.parse("2027-01-01T00:00:00Z");

		private Builder(String name) {
			this.name = name;
		}

		Builder keys(KeyPair keys) {
			this.keys = keys;
			return this;
		}

		Builder issuer(TestCertificate issuer) {
			this.issuer = issuer;
			return this;
		}

		Builder issuerName(String issuerName) {
			this.issuerName = issuerName;
			return this;
		}

		Builder ca() {
			return extension(Extension.basicConstraints, new BasicConstraints(true));
		}

		Builder validity(String notBefore, String notAfter) {
			this.notBefore = Instant.parse(notBefore);
			this.notAfter = Instant.parse(notAfter);
			return this;
		}

		Builder purposes(KeyPurposeId... purposes) {
			return extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes));
		}

		Builder keyUsage(int usage) {
			return extension(Extension.keyUsage, new KeyUsage(usage));
		}

		Builder extension(ASN1ObjectIdentifier identifier, ASN1Encodable value) {
			this.extensions.put(identifier, value);
			return this;
		}

		TestCertificate build() throws Exception {
			KeyPair own = (this.keys != null) ? this.keys : TestCertificate.keys("secp256r1");
			KeyPair signing = (this.issuer != null) ? this.issuer.keys : own;
			String by = (this.issuer != null) ? this.issuer.certificate.getSubjectX500Principal().getName()
					: "CN=" + this.name;
			X500Name issuerName = new X500Name((this.issuerName != null) ? "CN=" + this.issuerName : by);
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuerName,
					BigInteger.valueOf(SERIAL.getAndIncrement()), Date.from(this.notBefore), Date.from(this.notAfter),
					new X500Name("CN=" + this.name), own.getPublic());
			for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> extension : this.extensions.entrySet()) {
				builder.addExtension(extension.getKey(), true, extension.getValue());
			}
			return new TestCertificate(own,
					new JcaX509CertificateConverter().getCertificate(builder
						.build(new JcaContentSignerBuilder(signature(signing)).setProvider(new BouncyCastleProvider())
							.build(signing.getPrivate()))));
		}

		private static String signature(KeyPair keys) {
			return switch (keys.getPrivate().getAlgorithm()) {
				case "EC" -> "SHA256withECDSA";
				case "RSA" -> "SHA256withRSA";
				case "RSASSA-PSS" -> "SHA256withRSAandMGF1";
				default -> KeyAlgorithm.of(keys.getPrivate()).keyFactory();
			};
		}

	}

}
