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

package io.github.sslcredentials;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * One subject alternative name of a certificate, as encoded: whatever its octets are,
 * they match or they do not.
 * <p>
 * The extension is read here and not by the JDK, which hides all the names where it
 * cannot read one of them.
 *
 * @author SSL Credentials contributors
 */
final class PresentedIdentifier {

	private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

	private static final int MAX_TEXT = 256;

	private final GeneralNameType type;

	private final byte[] value;

	private PresentedIdentifier(GeneralNameType type, byte[] value) {
		this.type = type;
		this.value = value;
	}

	/**
	 * Return the subject alternative names of a certificate.
	 * @param certificate the certificate
	 * @return the names, none if there is no such extension
	 * @throws CertificateParsingException if the extension is not DER
	 */
	static List<PresentedIdentifier> listOf(X509Certificate certificate) throws CertificateParsingException {
		byte[] extension = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAME);
		List<PresentedIdentifier> identifiers = new ArrayList<>();
		if (extension != null) {
			byte[] names = DerReader.contentOf(DerReader.OCTET_STRING, extension);
			DerReader reader = new DerReader(DerReader.contentOf(DerReader.SEQUENCE, names));
			while (reader.hasNext()) {
				identifiers.add(new PresentedIdentifier(GeneralNameType.ofTag(reader.tag()), reader.content()));
			}
		}
		return identifiers;
	}

	GeneralNameType type() {
		return this.type;
	}

	byte[] value() {
		return this.value;
	}

	/**
	 * Return the octets as text, each one a character.
	 */
	String text() {
		return new String(this.value, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the identifier for messages, such as {@code DNS:api.bank.example}.
	 */
	@Override
	public String toString() {
		return switch (this.type) {
			case DNS, EMAIL, URI -> this.type + ":" + EscapedText.of(text(), " ,", MAX_TEXT);
			case IP -> this.type + ":" + IpAddress.toText(this.value);
			default -> this.type.toString();
		};
	}

}
