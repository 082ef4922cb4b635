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

package io.github.sslcredentials.handshake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.test.CertificateBuilder;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case of {@code hostname-dev.json}.
 *
 * @param id its identifier
 * @param host the host that is called
 * @param verdict {@code match}, {@code nomatch} or {@code unspecified}
 * @param certificate the certificate of the suite, whose key nobody has
 */
record HostnameCase(String id, String host, String verdict, X509Certificate certificate) {

	static List<HostnameCase> read(String folder) throws IOException, CertificateException {
		List<HostnameCase> cases = new ArrayList<>();
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		for (JsonNode node : new JsonMapper().readTree(Path.of(folder, "hostname-dev.json")).get("cases")) {
			byte[] pem = node.get("pem").asString().getBytes(StandardCharsets.US_ASCII);
			X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem));
			cases.add(new HostnameCase(node.get("id").asString(), node.get("host").asString(),
					node.get("rfc9525").asString(), certificate));
		}
		return cases;
	}

	boolean isScored() {
		return !"unspecified".equals(this.verdict);
	}

	boolean isMatch() {
		return "match".equals(this.verdict);
	}

	/**
	 * Issue a certificate with the subject and the very octets of the subject alternative
	 * names of this one.
	 */
	IssuedCredential reissued(DevelopmentCa ca) {
		CertificateBuilder builder = ca.issue().server().subject(this.certificate.getSubjectX500Principal().getName());
		byte[] names = this.certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
		if (names != null) {
			boolean critical = this.certificate.getCriticalExtensionOIDs() != null
					&& this.certificate.getCriticalExtensionOIDs().contains(Extension.subjectAlternativeName.getId());
			builder.extension(Extension.subjectAlternativeName.getId(), critical,
					ASN1OctetString.getInstance(names).getOctets());
		}
		return builder.build();
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.host.chars()
			.forEach((c) -> text.append((c > 0x1F && c < 0x7F) ? Character.toString(c) : "\\u%04x".formatted(c)));
		return "%s (%s for '%s')".formatted(this.id, this.verdict, text);
	}

}
