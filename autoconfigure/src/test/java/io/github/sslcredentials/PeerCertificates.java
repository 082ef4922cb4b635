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

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * Certificates of peers, made in memory. The subject alternative names are encoded here:
 * no builder makes those that must be refused.
 *
 * @author SSL Credentials contributors
 */
final class PeerCertificates {

	private PeerCertificates() {
	}

	/**
	 * Return a certificate with the given names, such as {@code DNS:api.bank.example} or
	 * {@code IP:10.0.0.1}.
	 */
	static X509Certificate withNames(String... names) throws Exception {
		return bundleWithNames(names).getCertificate();
	}

	static X509Bundle bundleWithNames(String... names) throws Exception {
		byte[][] elements = new byte[names.length][];
		for (int i = 0; i < names.length; i++) {
			elements[i] = generalName(names[i]);
		}
		return bundle("CN=api.bank.example", der(0x30, elements));
	}

	/**
	 * Return a certificate whose subject alternative name extension is the given octets.
	 */
	static X509Certificate withExtension(byte[] extension) throws Exception {
		return bundle("CN=api.bank.example", extension).getCertificate();
	}

	static X509Certificate withoutExtension(String subject) throws Exception {
		return new CertificateBuilder().ecp256()
			.subject(subject)
			.setIsCertificateAuthority(true)
			.buildSelfSigned()
			.getCertificate();
	}

	static X509Certificate withEmptySubject(byte[] extension) throws Exception {
		return new CertificateBuilder().ecp256()
			.subject("")
			.addExtensionOctetString("2.5.29.17", true, extension)
			.buildIssuedBy(bundleWithNames("DNS:ca.example"))
			.getCertificate();
	}

	private static X509Bundle bundle(String subject, byte[] extension) throws Exception {
		return new CertificateBuilder().ecp256()
			.subject(subject)
			.setIsCertificateAuthority(true)
			.addExtensionOctetString("2.5.29.17", false, extension)
			.buildSelfSigned();
	}

	static byte[] der(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : contents) {
			content.writeBytes(part);
		}
		ByteArrayOutputStream element = new ByteArrayOutputStream();
		element.write(tag);
		writeLength(element, content.size());
		element.writeBytes(content.toByteArray());
		return element.toByteArray();
	}

	static byte[] dnsName(String name) {
		return der(0x82, name.getBytes(StandardCharsets.UTF_8));
	}

	private static void writeLength(ByteArrayOutputStream element, int length) {
		int octets = (length < 0x80) ? 0 : (length <= 0xFF) ? 1 : (length <= 0xFFFF) ? 2 : 3;
		if (octets > 0) {
			element.write(0x80 + octets);
		}
		for (int shift = 8 * Math.max(0, octets - 1); shift >= 0; shift -= 8) {
			element.write(length >> shift);
		}
	}

	private static byte[] generalName(String name) throws UnknownHostException {
		String value = name.substring(name.indexOf(':') + 1);
		return switch (name.substring(0, name.indexOf(':'))) {
			case "DNS" -> dnsName(value);
			case "IP" -> der(0x87, InetAddress.getByName(value).getAddress());
			case "URI" -> der(0x86, value.getBytes(StandardCharsets.UTF_8));
			case "email" -> der(0x81, value.getBytes(StandardCharsets.UTF_8));
			default -> throw new IllegalArgumentException(name);
		};
	}

}
