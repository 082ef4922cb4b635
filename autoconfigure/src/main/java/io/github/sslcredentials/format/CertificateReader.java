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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads certificates of authorities: a bundle in PEM (RFC 7468) with any text between the
 * blocks, or certificates or a PKCS#7 bag in DER. Blocks of another kind are skipped.
 * <p>
 * Nothing is left out in silence: one damaged certificate makes the whole unreadable, and
 * so does the lack of any. Messages are phrases to which the caller adds what was read,
 * such as the name of a file. Instances may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CertificateReader {

	private static final String TRUSTED = "TRUSTED CERTIFICATE";

	private static final int DER_SEQUENCE = 0x30;

	/**
	 * Read a file or another source of bytes.
	 * @param content text in PEM, or DER
	 * @return the certificates in their order, at least one
	 * @throws CertificateException if there is no certificate, or one that is damaged
	 */
	public List<X509Certificate> read(byte[] content) throws CertificateException {
		String text = new String(content, StandardCharsets.UTF_8);
		boolean der = content.length > 0 && content[0] == DER_SEQUENCE;
		boolean pem = PemText.indexOf(text, "-----BEGIN ", 0) >= 0;
		if (der && (!pem || beginsWithCertificate(content))) {
			return required(parseSequence(content, "the content"), "the content");
		}
		return read(text);
	}

	/**
	 * Read a text.
	 * @param pem text in PEM
	 * @return the certificates in their order, at least one
	 * @throws CertificateException if there is no certificate, or one that is damaged
	 */
	public List<X509Certificate> read(String pem) throws CertificateException {
		try {
			List<PemBlock> blocks = PemText.blocks(pem);
			for (PemBlock block : blocks) {
				checkTrustSettings(block);
			}
			return required(certificates(blocks), "the text");
		}
		catch (InvalidEncodingException ex) {
			throw new CertificateException(ex.getMessage());
		}
	}

	/**
	 * Return the certificates of the given blocks, possibly none.
	 */
	static List<X509Certificate> certificates(List<PemBlock> blocks) throws CertificateException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (PemBlock block : blocks) {
			certificates.addAll(certificates(block));
		}
		return certificates;
	}

	private static List<X509Certificate> certificates(PemBlock block) throws CertificateException {
		String what = "the block '%s' at line %d".formatted(block.label(), block.line());
		try {
			return switch (block.label()) {
				case "CERTIFICATE", "X509 CERTIFICATE" -> List.of(parse(block.decode(), what));
				case TRUSTED -> List.of(parse(new DerReader(block.decode()).element(DerReader.SEQUENCE), what));
				case "PKCS7", "PKCS #7 SIGNED DATA", "CMS" -> parseAll(block.decode(), what);
				default -> List.of();
			};
		}
		catch (InvalidEncodingException ex) {
			throw damaged(what);
		}
	}

	/**
	 * Refuse OpenSSL's trust settings behind a certificate: to skip them would be to
	 * trust it for more than they say.
	 */
	private static void checkTrustSettings(PemBlock block) throws InvalidEncodingException {
		if (!block.label().equals(TRUSTED)) {
			return;
		}
		DerReader reader = new DerReader(block.decode());
		reader.enter(DerReader.SEQUENCE);
		DerReader settings = reader.hasMore() ? reader.enter(DerReader.SEQUENCE) : reader;
		if (settings.isAt(DerReader.SEQUENCE) || settings.isAt(DerReader.CONTEXT_0)) {
			throw new InvalidEncodingException(
					"the block '%s' at line %d has trust settings of OpenSSL, which are not supported, "
						.formatted(TRUSTED, block.line()) + "remove them with 'openssl x509 -in ca.pem -out new.pem'");
		}
	}

	/**
	 * Return the one certificate in DER.
	 */
	static X509Certificate certificate(byte[] der) throws CertificateException {
		return parse(der, "the content");
	}

	private static X509Certificate parse(byte[] der, String what) throws CertificateException {
		try {
			DerReader reader = new DerReader(der);
			reader.enter(DerReader.SEQUENCE);
			reader.end();
			return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
		}
		catch (InvalidEncodingException | CertificateException | RuntimeException ex) {
			throw damaged(what);
		}
	}

	/** A text may begin with a '0', and a name in DER may have what begins a block. */
	private static boolean beginsWithCertificate(byte[] content) {
		try {
			return !parseAll(new DerReader(content).element(DerReader.SEQUENCE), "the content").isEmpty();
		}
		catch (InvalidEncodingException | CertificateException ex) {
			return false;
		}
	}

	/** The JDK would not say that something else follows. */
	private static List<X509Certificate> parseSequence(byte[] der, String what) throws CertificateException {
		List<X509Certificate> certificates = new ArrayList<>();
		DerReader reader = new DerReader(der);
		try {
			while (reader.hasMore()) {
				certificates.addAll(parseAll(reader.element(DerReader.SEQUENCE), what));
			}
		}
		catch (InvalidEncodingException ex) {
			throw damaged(what);
		}
		return certificates;
	}

	private static List<X509Certificate> parseAll(byte[] der, String what) throws CertificateException {
		try {
			Collection<? extends Certificate> parsed = factory().generateCertificates(new ByteArrayInputStream(der));
			return parsed.stream().map(X509Certificate.class::cast).toList();
		}
		catch (CertificateException | RuntimeException ex) {
			throw damaged(what);
		}
	}

	private static List<X509Certificate> required(List<X509Certificate> certificates, String what)
			throws CertificateException {
		if (certificates.isEmpty()) {
			throw new CertificateException("there is no certificate in " + what);
		}
		return List.copyOf(certificates);
	}

	private static CertificateFactory factory() throws CertificateException {
		return CertificateFactory.getInstance("X.509");
	}

	private static CertificateException damaged(String what) {
		return new CertificateException(what + " is not a certificate, or is damaged");
	}

}
