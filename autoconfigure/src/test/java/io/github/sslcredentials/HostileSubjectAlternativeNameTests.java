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
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Rfc9525HostnameMatcher} with subject alternative names that no CA
 * should issue. Beside each, the certificate presents a good name.
 *
 * @author SSL Credentials contributors
 */
class HostileSubjectAlternativeNameTests {

	private static final String GOOD = "good.example";

	private final HostnameMatcher matcher = HostnameMatcher.rfc9525();

	@Test
	void matchWhenNameHasNulIsNotCutThere() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.dnsName("api.bank.example\0.evil.example"),
				"DNS:api.bank.example\\u0000.evil.example");
	}

	@Test
	void matchWhenNameHasSeparatorsEscapesThem() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.dnsName("evil.example, DNS:api.bank.example"),
				"DNS:evil.example\\u002c\\u0020DNS:api.bank.example");
	}

	@Test
	void matchWhenNameIsNotAsciiIsNotConverted() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.dnsName("é.example"), "DNS:\\u00c3\\u00a9.example");
	}

	@Test
	void matchWhenNameIsHugeIsAbbreviated() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.dnsName("a".repeat(100_000)), "DNS:" + "a".repeat(256) + "...");
	}

	@Test
	void matchWhenNameIsEmptyIsIgnored() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.dnsName(""), "DNS:");
	}

	@Test
	void matchWhenAddressHasFiveOctetsIsIgnored() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.der(0x87, new byte[5]), "IP:(5 octets)");
	}

	@Test
	void matchWhenOtherNameIsJunkIsIgnored() throws Exception {
		assertOnlyGoodMatches(PeerCertificates.der(0xA0, new byte[] { -1, -1 }), "otherName");
	}

	@Test
	void matchWhenOctetsAreOfAnotherTypeIsIgnored() throws Exception {
		byte[] text = "a.bc".getBytes(StandardCharsets.US_ASCII);
		X509Certificate address = PeerCertificates
			.withExtension(PeerCertificates.der(0x30, PeerCertificates.der(0x87, text)));
		X509Certificate uri = PeerCertificates
			.withExtension(PeerCertificates.der(0x30, PeerCertificates.der(0x86, text)));
		assertThatNoException().isThrownBy(() -> this.matcher.match(address, "97.46.98.99"));
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(address, "a.bc"));
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(uri, "97.46.98.99"));
	}

	@Test
	void matchWhenTagIsUnknownRefusesAll() throws Exception {
		assertMalformed(PeerCertificates.der(0x30, PeerCertificates.der(0x89), PeerCertificates.dnsName(GOOD)),
				"0x89 is not the tag of a general name");
	}

	@Test
	void matchWhenDnsNameIsConstructedRefusesAll() throws Exception {
		assertMalformed(PeerCertificates.der(0x30, PeerCertificates.der(0xA2, PeerCertificates.dnsName(GOOD))),
				"0xa2 is not the tag of a general name");
	}

	@Test
	void matchWhenOctetsFollowRefusesAll() throws Exception {
		byte[] name = PeerCertificates.dnsName(GOOD);
		byte[] extension = PeerCertificates.der(0x30, name);
		byte[] longer = Arrays.copyOf(extension, extension.length + 1);
		assertMalformed(longer, "1 octets follow the element 0x30");
	}

	@Test
	void matchWhenOctetsAreRandomThrowsNothingElse() throws Exception {
		Random random = new Random(9525);
		byte[] extension = PeerCertificates.der(0x30, PeerCertificates.dnsName("a.example"),
				PeerCertificates.der(0x87, new byte[4]), PeerCertificates.der(0xA4, new byte[8]));
		for (int i = 0; i < 500; i++) {
			byte[] mutated = extension.clone();
			mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
			mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
			X509Certificate certificate = PeerCertificates.withExtension(mutated);
			assertThatExceptionOfType(HostnameMismatchException.class)
				.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"));
		}
	}

	private void assertOnlyGoodMatches(byte[] hostileName, String presented) throws Exception {
		X509Certificate certificate = PeerCertificates
			.withExtension(PeerCertificates.der(0x30, hostileName, PeerCertificates.dnsName(GOOD)));
		this.matcher.match(certificate, GOOD);
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"))
			.withMessageEndingWith("it presents " + presented + ", DNS:good.example")
			.satisfies((ex) -> assertThat(ex.presented()).containsExactly(presented, "DNS:good.example"));
	}

	private void assertMalformed(byte[] extension, String problem) throws Exception {
		X509Certificate certificate = PeerCertificates.withExtension(extension);
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, GOOD))
			.withMessageEndingWith("its subject alternative names are malformed: " + problem);
	}

}
