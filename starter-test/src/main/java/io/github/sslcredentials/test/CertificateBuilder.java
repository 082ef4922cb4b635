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

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Describes a certificate that a {@link DevelopmentCa} is to issue. Nothing is checked,
 * so that wrong certificates can be made as well.
 * <p>
 * Unless told otherwise, the subject is {@code CN=Development}, the key is on the curve
 * P-256, the certificate is valid from a minute ago for a year, and is for TLS clients
 * and servers. Instances are not thread safe.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CertificateBuilder {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int SERIAL_NUMBER_BITS = 127;

	private final @Nullable IssuedCredential issuer;

	private final List<X509Certificate> intermediates;

	private final List<GeneralName> subjectAlternativeNames = new ArrayList<>();

	private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

	private X500Principal subject = new X500Principal("CN=Development");

	private KeyAlgorithm keyAlgorithm = KeyAlgorithm.EC_P256;

	private Instant notBefore;

	private Instant notAfter;

	private boolean authority;

	private @Nullable Integer keyUsage;

	private List<String> extendedKeyUsages = List.of();

	CertificateBuilder(@Nullable IssuedCredential issuer, List<X509Certificate> intermediates) {
		this.issuer = issuer;
		this.intermediates = intermediates;
		this.notBefore = Instant.now().minus(Duration.ofMinutes(1));
		this.notAfter = this.notBefore.plus(Duration.ofDays(365));
		clientAndServer();
	}

	/**
	 * Set the subject to a distinguished name of a common name only.
	 * @param commonName the common name, unescaped
	 * @return this builder
	 */
	public CertificateBuilder commonName(String commonName) {
		try {
			X500NameBuilder name = new X500NameBuilder().addRDN(BCStyle.CN, commonName);
			this.subject = new X500Principal(name.build().getEncoded());
			return this;
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("Common name '%s' could not be encoded".formatted(commonName), ex);
		}
	}

	/**
	 * Set the subject.
	 * @param distinguishedName the distinguished name in the form of RFC 2253, such as
	 * {@code CN=asalieri,O=Example}, or an empty text for none, which the JDK reads only
	 * if there are subject alternative names
	 * @return this builder
	 */
	public CertificateBuilder subject(String distinguishedName) {
		this.subject = new X500Principal(distinguishedName);
		return this;
	}

	/**
	 * Add DNS names as subject alternative names.
	 * @param dnsNames the names, {@code *} wildcards included
	 * @return this builder
	 */
	public CertificateBuilder dnsNames(String... dnsNames) {
		return alternativeNames(GeneralName.dNSName, dnsNames);
	}

	/**
	 * Add IP addresses as subject alternative names.
	 * @param ipAddresses the addresses, IPv4 or IPv6, in their text form
	 * @return this builder
	 */
	public CertificateBuilder ipAddresses(String... ipAddresses) {
		return alternativeNames(GeneralName.iPAddress, ipAddresses);
	}

	/**
	 * Set the algorithm of the key, which is generated.
	 * @param keyAlgorithm the algorithm
	 * @return this builder
	 */
	public CertificateBuilder keyAlgorithm(KeyAlgorithm keyAlgorithm) {
		this.keyAlgorithm = keyAlgorithm;
		return this;
	}

	/**
	 * Set from when until when the certificate is valid. Certificates know full seconds
	 * only (RFC 5280, section 4.1.2.5); the rest is cut off.
	 * @param notBefore the first moment
	 * @param notAfter the last moment
	 * @return this builder
	 */
	public CertificateBuilder validity(Instant notBefore, Instant notAfter) {
		this.notBefore = notBefore;
		this.notAfter = notAfter;
		return this;
	}

	/**
	 * Make the certificate one that has been valid until yesterday.
	 * @return this builder
	 */
	public CertificateBuilder expired() {
		Instant now = Instant.now();
		return validity(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)));
	}

	/**
	 * Make the certificate one that will be valid from tomorrow on.
	 * @return this builder
	 */
	public CertificateBuilder notYetValid() {
		Instant now = Instant.now();
		return validity(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
	}

	/**
	 * Make the certificate one for TLS clients only.
	 * @return this builder
	 */
	public CertificateBuilder client() {
		return extendedKeyUsages(KeyPurposeId.id_kp_clientAuth.getId());
	}

	/**
	 * Make the certificate one for TLS servers only.
	 * @return this builder
	 */
	public CertificateBuilder server() {
		return extendedKeyUsages(KeyPurposeId.id_kp_serverAuth.getId());
	}

	/**
	 * Make the certificate one for TLS clients and servers.
	 * @return this builder
	 */
	public CertificateBuilder clientAndServer() {
		return extendedKeyUsages(KeyPurposeId.id_kp_clientAuth.getId(), KeyPurposeId.id_kp_serverAuth.getId());
	}

	/**
	 * Set the purposes of the key (RFC 5280, section 4.2.1.12).
	 * @param objectIdentifiers the object identifiers of the purposes; without any, the
	 * certificate has no such extension, which allows all purposes
	 * @return this builder
	 */
	public CertificateBuilder extendedKeyUsages(String... objectIdentifiers) {
		this.extendedKeyUsages = List.of(objectIdentifiers);
		return this;
	}

	/**
	 * Set the usage of the key (RFC 5280, section 4.2.1.3). By default the certificate
	 * has the one that suits TLS and the algorithm of its key.
	 * @param bits the sum of the constants of {@link KeyUsage}, such as
	 * {@link KeyUsage#digitalSignature}; zero leaves the extension out
	 * @return this builder
	 */
	public CertificateBuilder keyUsage(int bits) {
		this.keyUsage = bits;
		return this;
	}

	/**
	 * Add an extension, in place of the one that the certificate would have under the
	 * same object identifier.
	 * @param objectIdentifier the object identifier, such as {@code 2.5.29.30}
	 * @param critical whether those who do not know it must refuse the certificate
	 * @param value the value of the extension in DER
	 * @return this builder
	 */
	public CertificateBuilder extension(String objectIdentifier, boolean critical, byte[] value) {
		ASN1ObjectIdentifier identifier = new ASN1ObjectIdentifier(objectIdentifier);
		this.extensions.put(identifier, new Extension(identifier, critical, value.clone()));
		return this;
	}

	/**
	 * Generate a key and issue the certificate.
	 * @return the private key and the certificate chain
	 */
	public IssuedCredential build() {
		KeyPair keyPair = this.keyAlgorithm.generate();
		List<X509Certificate> chain = new ArrayList<>();
		chain.add(sign(keyPair));
		chain.addAll(this.intermediates);
		return new IssuedCredential(keyPair.getPrivate(), chain);
	}

	CertificateBuilder authority() {
		this.authority = true;
		return extendedKeyUsages().keyUsage(KeyUsage.keyCertSign + KeyUsage.cRLSign);
	}

	private CertificateBuilder alternativeNames(int tag, String... names) {
		for (String name : names) {
			this.subjectAlternativeNames.add(new GeneralName(tag, name));
		}
		return this;
	}

	private X509Certificate sign(KeyPair keyPair) {
		try {
			X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(issuerName(),
					new BigInteger(SERIAL_NUMBER_BITS, RANDOM), Date.from(this.notBefore), Date.from(this.notAfter),
					this.subject, keyPair.getPublic());
			for (Extension extension : allExtensions(keyPair).values()) {
				certificate.addExtension(extension);
			}
			PrivateKey key = (this.issuer != null) ? this.issuer.privateKey() : keyPair.getPrivate();
			return new JcaX509CertificateConverter()
				.getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException("Certificate for '%s' could not be issued".formatted(this.subject), ex);
		}
	}

	private X500Principal issuerName() {
		return (this.issuer != null) ? this.issuer.certificate().getSubjectX500Principal() : this.subject;
	}

	private Map<ASN1ObjectIdentifier, Extension> allExtensions(KeyPair keyPair)
			throws GeneralSecurityException, IOException {
		Map<ASN1ObjectIdentifier, Extension> all = new LinkedHashMap<>();
		JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
		put(all, Extension.basicConstraints, true, new BasicConstraints(this.authority).toASN1Primitive());
		put(all, Extension.subjectKeyIdentifier, false,
				identifiers.createSubjectKeyIdentifier(keyPair.getPublic()).toASN1Primitive());
		if (this.issuer != null) {
			put(all, Extension.authorityKeyIdentifier, false,
					identifiers.createAuthorityKeyIdentifier(this.issuer.certificate().getPublicKey())
						.toASN1Primitive());
		}
		int usage = keyUsageBits();
		if (usage != 0) {
			put(all, Extension.keyUsage, true, new KeyUsage(usage).toASN1Primitive());
		}
		if (!this.extendedKeyUsages.isEmpty()) {
			put(all, Extension.extendedKeyUsage, false, extendedKeyUsage().toASN1Primitive());
		}
		if (!this.subjectAlternativeNames.isEmpty()) {
			GeneralNames names = new GeneralNames(this.subjectAlternativeNames.toArray(GeneralName[]::new));
			put(all, Extension.subjectAlternativeName, this.subject.getName().isEmpty(), names.toASN1Primitive());
		}
		all.putAll(this.extensions);
		return all;
	}

	private static void put(Map<ASN1ObjectIdentifier, Extension> extensions, ASN1ObjectIdentifier identifier,
			boolean critical, ASN1Primitive value) throws IOException {
		extensions.put(identifier, new Extension(identifier, critical, value.getEncoded()));
	}

	private int keyUsageBits() {
		if (this.keyUsage != null) {
			return this.keyUsage;
		}
		boolean rsa = this.keyAlgorithm == KeyAlgorithm.RSA_2048;
		return rsa ? KeyUsage.digitalSignature + KeyUsage.keyEncipherment : KeyUsage.digitalSignature;
	}

	private ExtendedKeyUsage extendedKeyUsage() {
		return new ExtendedKeyUsage(this.extendedKeyUsages.stream()
			.map(ASN1ObjectIdentifier::new)
			.map(KeyPurposeId::getInstance)
			.toArray(KeyPurposeId[]::new));
	}

}
