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

package io.github.sslcredentials.docs;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.HostnameMatcher;
import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.handshake.HostNotAllowedException;
import io.github.sslcredentials.test.CertificateBuilder;
import io.github.sslcredentials.test.PartnerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * {@code docs/verification.md}.
 */
class VerificationTests {

	private static final Pattern VERDICT = Pattern.compile("\\| `([^`]+)` \\| `([^`]*)` \\| (yes|no)\\b.*");

	@TempDir
	static Path folder;

	private static Bank bank;

	private static ConfigurableApplicationContext application;

	private static RestTemplate restTemplate;

	@BeforeAll
	static void start() {
		bank = new Bank(folder);
		application = bank.start("verification.yml");
		restTemplate = application.getBean(RestTemplate.class);
	}

	@AfterAll
	static void stop() {
		bank.close();
	}

	@BeforeEach
	void reset() {
		bank.partner.reset();
		bank.partner.answer((request) -> PartnerResponse.status(200).withBody(String.valueOf(request.seenAs())));
	}

	@Test
	void wildcardHostIsCalled() {
		assertThat(call(restTemplate, "north.branch.bank.example")).contains("CN=asalieri");
	}

	@Test
	void hostThatIsNotListedIsRefused() {
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> call(restTemplate, "evil.example"))
			.havingCause()
			.isInstanceOf(HostNotAllowedException.class)
			.withMessage("Host 'evil.example' is not among the hosts of this client: api.bank.example, "
					+ "*.branch.bank.example, old.bank.example; add it to 'hosts' if the identity is for it");
		assertThat(bank.proxy.targets()).doesNotContain("evil.example:443");
	}

	@Test
	void wrongNameIsRefused() {
		// tag::mismatch[]
		try {
			restTemplate.getForObject("https://old.bank.example/", String.class);
		}
		catch (ResourceAccessException ex) {
			if (ex.getRootCause() instanceof HostnameMismatchException mismatch) {
				report(mismatch.expected(), mismatch.presented());
			}
			// end::mismatch[]
			assertThat(ex).hasRootCauseInstanceOf(HostnameMismatchException.class);
			// tag::mismatch[]
		}
		// end::mismatch[]
		assertThat(bank.partner.requests()).isEmpty();
	}

	@Test
	void clientWithoutHostNameCheckTakesWrongNameOfTrustedAuthorityOnly() {
		RestTemplate legacy = named("legacy");
		assertThat(call(legacy, "old.bank.example")).contains("CN=asalieri");
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> call(legacy, "old.bank.example:" + Bank.IMPOSTOR_PORT))
			.withRootCauseInstanceOf(CertPathBuilderException.class);
	}

	@Test
	void strictClientTakesNoConnectionOfLaxOne() {
		assertThat(call(named("legacy"), "old.bank.example")).contains("CN=asalieri");
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> call(restTemplate, "old.bank.example"));
	}

	@Test
	void serverNameIsCheckedInsteadOfAddress() {
		assertThat(call(named("by-address"), "192.0.2.1")).contains("CN=asalieri");
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> call(named("by-wrong-name"), "192.0.2.1"))
			.withRootCauseInstanceOf(HostnameMismatchException.class);
	}

	@Test
	void redirectToAnotherHostIsRefused() {
		bank.partner.answer((request) -> PartnerResponse.redirect("https://old.bank.example/"));
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> call(restTemplate, "api.bank.example"))
			.havingRootCause()
			.isInstanceOf(SSLException.class)
			.withMessage("A redirect from 'api.bank.example' to 'old.bank.example' is not followed: "
					+ "the identity of a client is never taken to another host");
	}

	@Test
	void serverNameIndicationOfAnotherNameIsRefused() throws Exception {
		SSLSocketFactory factory = application.getBean(SSLSocketFactory.class);
		try (Socket plain = bank.connectedSocket("api.bank.example")) {
			SSLSocket socket = (SSLSocket) factory.createSocket(plain, "api.bank.example", 443, true);
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName("old.bank.example")));
			socket.setSSLParameters(parameters);
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake)
				.withMessage("The server name indication 'old.bank.example' differs from the name that is checked, "
						+ "'api.bank.example'; set 'server-name' to check for another name than the one called");
		}
	}

	@Test
	void matcherTakesSessionOrCertificate() throws Exception {
		SSLSocketFactory factory = application.getBean(SSLSocketFactory.class);
		try (Socket plain = bank.connectedSocket("api.bank.example");
				SSLSocket socket = (SSLSocket) factory.createSocket(plain, "api.bank.example", 443, true)) {
			// tag::matcher[]
			SSLSession session = socket.getSession();
			HostnameMatcher matcher = HostnameMatcher.rfc9525();
			matcher.match(session, "api.bank.example");
			matcher.match((X509Certificate) session.getPeerCertificates()[0], "north.branch.bank.example");
			// end::matcher[]
		}
	}

	@ParameterizedTest
	@MethodSource("verdicts")
	void verdictIsThatOfTable(Verdict verdict) {
		X509Certificate certificate = verdict.certificate();
		if (verdict.match()) {
			assertThatNoException().isThrownBy(() -> HostnameMatcher.rfc9525().match(certificate, verdict.host()));
		}
		else {
			assertThatExceptionOfType(HostnameMismatchException.class)
				.isThrownBy(() -> HostnameMatcher.rfc9525().match(certificate, verdict.host()));
		}
	}

	private static Stream<Verdict> verdicts() {
		List<Verdict> verdicts = Manual.page("docs/verification.md")
			.prose()
			.stream()
			.map(VERDICT::matcher)
			.filter(Matcher::matches)
			.map((row) -> new Verdict(row.group(1), row.group(2), row.group(3).equals("yes")))
			.toList();
		assertThat(verdicts).hasSizeGreaterThan(10);
		return verdicts.stream();
	}

	private static String call(RestTemplate client, String authority) {
		return String.valueOf(client.getForObject("https://" + authority + "/", String.class));
	}

	private static RestTemplate named(String client) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(application.getBeanFactory(), RestTemplate.class, client);
	}

	private static void report(String expected, List<String> presented) {
		assertThat(expected).isEqualTo("old.bank.example");
		assertThat(presented).contains("DNS:api.bank.example");
	}

	/** A row of the table: what a certificate presents, and whether it is for a host. */
	record Verdict(String presented, String host, boolean match) {

		X509Certificate certificate() {
			CertificateBuilder builder = bank.ca.issue().commonName("bank");
			Arrays.stream(this.presented.split(", ")).forEach((name) -> add(builder, name));
			return builder.build().certificate();
		}

		private static void add(CertificateBuilder builder, String name) {
			String value = name.substring(name.indexOf(':') + 1);
			switch (name.substring(0, name.indexOf(':'))) {
				case "DNS" -> builder.dnsNames(value);
				case "IP" -> builder.ipAddresses(value);
				default -> builder.commonName(value);
			}
		}

	}

}
