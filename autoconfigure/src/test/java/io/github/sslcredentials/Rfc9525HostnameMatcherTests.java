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

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.stream.IntStream;

import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Rfc9525HostnameMatcher}.
 *
 * @author SSL Credentials contributors
 */
class Rfc9525HostnameMatcherTests {

	private final HostnameMatcher matcher = HostnameMatcher.rfc9525();

	@ParameterizedTest
	@CsvSource({ "DNS:api.bank.example, api.bank.example", "DNS:API.bank.example, api.BANK.example",
			"DNS:localhost, localhost", "DNS:api.bank.example, api.bank.example.",
			"DNS:*.bank.example, api.bank.example", "DNS:*.bank.example, xn--bcher-kva.bank.example",
			"DNS:xn--bcher-kva.example, bücher.example", "DNS:XN--BCHER-KVA.example, xn--bcher-kva.example",
			"DNS:*.example, bank.example", "IP:10.0.0.1, 10.0.0.1", "IP:::1, ::1", "IP:::1, [::1]",
			"IP:2001:db8::a, 2001:0DB8:0:0::000A" })
	void matchWhenNameIsForHostPasses(String name, String host) throws Exception {
		this.matcher.match(PeerCertificates.withNames("URI:https://other.example", "DNS:other.example", name), host);
	}

	@ParameterizedTest
	@CsvSource({ "DNS:api.bank.example, bank.example", "DNS:bank.example, api.bank.example",
			"DNS:api.bank.example, api.bank.example.evil.example", "DNS:api.bank.example., api.bank.example",
			"DNS:api.bank.example., api.bank.example.", "DNS:*.bank.example, bank.example",
			"DNS:*.bank.example, a.b.bank.example", "DNS:*.*.example, api.bank.example",
			"DNS:a*.bank.example, api.bank.example", "DNS:api.*.example, api.bank.example",
			"DNS:xn--*.bank.example, xn--bcher-kva.bank.example", "DNS:*, localhost", "DNS:*., localhost",
			"DNS:10.0.0.1, 10.0.0.1", "DNS:*.0.0.1, 10.0.0.1", "URI:https://api.bank.example, api.bank.example",
			"URI:api.bank.example, api.bank.example", "email:api.bank.example, api.bank.example",
			"IP:10.0.0.1, 10.0.0.2", "IP:::1, ::2", "IP:10.0.0.1, ::ffff:10.0.0.1",
			"DNS:strasse.example, straße.example", "DNS:k.example, \u212a.example", "DNS:tel.example, \u2121.example" })
	void matchWhenNameIsNotForHostThrows(String name, String host) throws Exception {
		X509Certificate certificate = PeerCertificates.withNames(name);
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, host));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "api..bank.example", ".bank.example", "*.bank.example", "api bank.example",
			"api_1.bank.example", "-api.bank.example", "10.0.0.1.", "10.1", "010.0.0.1", "0xa000001", "bank.0x1",
			"[10.0.0.1]", "::1%lo", "[::1", "Bücher.example", "https://api.bank.example", "api.bank.example:443" })
	void matchWhenHostIsNeitherNameNorAddressThrows(String host) throws Exception {
		X509Certificate certificate = PeerCertificates.withNames("DNS:other.example");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, host))
			.withMessageContaining("the host is neither an IP address nor a DNS name of letters, digits and hyphens")
			.satisfies((ex) -> assertThat(ex.expected()).isEqualTo(host));
	}

	@Test
	void matchWhenHostIsTooLongThrows() throws Exception {
		X509Certificate certificate = PeerCertificates.withNames("DNS:" + "a".repeat(64) + ".example");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "a".repeat(64) + ".example"))
			.withMessageContaining("neither an IP address nor a DNS name");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "a.".repeat(1_000_000) + "example"))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1000));
	}

	@Test
	void matchWhenMismatchNamesExpectedAndPresented() throws Exception {
		X509Certificate certificate = PeerCertificates.withNames("DNS:other.example", "IP:10.0.0.1", "IP:2001:db8::1");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"))
			.withMessage("Certificate of 'CN=api.bank.example' is not for 'api.bank.example': "
					+ "it presents DNS:other.example, IP:10.0.0.1, IP:2001:db8:0:0:0:0:0:1")
			.satisfies((ex) -> assertThat(ex.expected()).isEqualTo("api.bank.example"))
			.satisfies((ex) -> assertThat(ex.presented()).containsExactly("DNS:other.example", "IP:10.0.0.1",
					"IP:2001:db8:0:0:0:0:0:1"));
	}

	@Test
	void matchWhenOnlyCommonNameThrows() throws Exception {
		X509Certificate certificate = PeerCertificates.withoutExtension("CN=api.bank.example");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"))
			.withMessage("Certificate of 'CN=api.bank.example' is not for 'api.bank.example': "
					+ "it has no subject alternative name, and the common name is not considered (RFC 9525)");
	}

	@Test
	void matchWhenHundredsOfNamesPresentedFindsEachAndNamesFew() throws Exception {
		X509Certificate certificate = PeerCertificates
			.withNames(IntStream.range(0, 300).mapToObj("DNS:n%d.example"::formatted).toArray(String[]::new));
		assertThatNoException().isThrownBy(() -> this.matcher.match(certificate, "n299.example"));
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "n300.example"))
			.withMessageEndingWith("DNS:n8.example, DNS:n9.example and 290 more")
			.satisfies((ex) -> assertThat(ex.presented()).hasSize(300));
	}

	@Test
	void matchWhenSubjectIsHostileEscapesIt() throws Exception {
		X509Certificate certificate = PeerCertificates.withoutExtension("CN=a\nb\u202e'c");
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "x\r\ny"))
			.withMessageStartingWith("Certificate of 'CN=a\\u000ab\\u202e\\u0027c' is not for 'x\\u000d\\u000ay': ");
	}

	@Test
	void matchWhenSubjectIsEmptySaysSo() throws Exception {
		byte[] names = PeerCertificates.der(0x30, PeerCertificates.dnsName("other.example"));
		X509Certificate certificate = PeerCertificates.withEmptySubject(names);
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"))
			.withMessage(
					"Certificate of an empty subject is not for 'api.bank.example': it presents DNS:other.example");
	}

	@Test
	void matchWhenSubjectAlternativeNamesAreMalformedThrows() throws Exception {
		X509Certificate certificate = PeerCertificates.withExtension(new byte[] { 0x30, 0x02, (byte) 0x82, 0x05 });
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(certificate, "api.bank.example"))
			.withMessage("Certificate of 'CN=api.bank.example' is not for 'api.bank.example': "
					+ "its subject alternative names are malformed: truncated element")
			.withCauseInstanceOf(CertificateParsingException.class);
	}

	@Test
	void matchWhenSessionHasPeerCertificateMatchesIt() throws Exception {
		SSLSession session = new InMemoryHandshake(PeerCertificates.bundleWithNames("DNS:api.bank.example"))
			.clientSession();
		assertThatNoException().isThrownBy(() -> this.matcher.match(session, "api.bank.example"));
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(session, "other.example"))
			.withMessage("Certificate of 'CN=api.bank.example' is not for 'other.example': "
					+ "it presents DNS:api.bank.example");
	}

	@Test
	void matchWhenSessionHasNoPeerCertificateThrows() throws Exception {
		SSLSession session = new InMemoryHandshake(PeerCertificates.bundleWithNames("DNS:api.bank.example"))
			.serverSession();
		assertThatExceptionOfType(HostnameMismatchException.class)
			.isThrownBy(() -> this.matcher.match(session, "api.bank.example"))
			.withMessage("Peer is not known to be 'api.bank.example': it presented no X.509 certificate");
	}

	@Test
	void matchWhenHostIsNullThrows() throws Exception {
		X509Certificate certificate = PeerCertificates.withNames("DNS:api.bank.example");
		assertThatNullPointerException().isThrownBy(() -> this.matcher.match(certificate, null))
			.withMessage("'host' must not be null");
	}

}
