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

package io.github.sslcredentials.sample;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the JSON resources of the whole application.
 *
 * @author SSL Credentials contributors
 */
@Timeout(60)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class AbstractResourceTests {

	@Autowired
	private MutualTlsPartner partner;

	@Autowired
	private DevelopmentCa ca;

	@Autowired
	private SslCredentials credentials;

	@Autowired
	private AddressRepository addresses;

	private RestTestClient client;

	@BeforeEach
	void prepare(@LocalServerPort int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
		this.partner.reset();
	}

	@Test
	void identityIsThatOfTheStoredCertificate() {
		Credential credential = this.credentials.get(CredentialPath.parse("Employee/asalieri/Address/1"));
		this.client.get().uri("/api/identity").exchangeSuccessfully().expectBody().json("""
				{'path': 'Employee/asalieri/Address/1', 'subject': 'CN=asalieri', 'issuer': 'CN=Development CA',
				'notBefore': '%s', 'notAfter': '%s', 'fingerprint': '%s'}
				""".formatted(credential.notBefore(), credential.notAfter(), credential.fingerprint()));
	}

	@Test
	void addressIsThatOfTheEmployee() {
		assertThat(this.addresses.findAll()).singleElement().satisfies((address) -> {
			assertThat(address.getEmployee().getId()).isEqualTo("asalieri");
			assertThat(address.trustAnchorsPem()).isEqualTo(this.ca.certificatePem());
		});
	}

	@Test
	void partnerHasPortAndCaCertificate() {
		this.client.get()
			.uri("/api/partner")
			.exchangeSuccessfully()
			.expectBody(Partner.class)
			.isEqualTo(new Partner(this.partner.port(), this.ca.certificatePem()));
	}

	@Test
	void verifiedCallIsSeenByThePartner() {
		assertAnswered(call("verified"));
	}

	@Test
	void callByWrongNameIsRefusedAndNothingIsSent() {
		assertRefused(call("wrong-name"));
		assertThat(this.partner.requests()).isEmpty();
	}

	@Test
	void unverifiedCallByWrongNameIsSeenByThePartner() {
		assertAnswered(call("unverified"));
	}

	@Test
	void callByWrongNameWhenUnverifiedConnectionIsOpenIsRefused() {
		assertAnswered(call("unverified"));
		assertRefused(call("wrong-name"));
		assertThat(this.partner.requests()).hasSize(1);
	}

	@Test
	void explainedCallMakesOneHandshakeAndNoRequest() {
		call("explained").jsonPath("$.ok")
			.isEqualTo(true)
			.jsonPath("$.report")
			.value(String.class, (report) -> assertThat(report)
				.startsWith("Handshake of client 'ssl' with 'localhost:%d': accepted".formatted(this.partner.port())));
		assertThat(this.partner.connections()).hasSize(1);
		assertThat(this.partner.requests()).isEmpty();
	}

	@Test
	void callsWhenRepeatedUseOneConnection() {
		call("verified");
		call("verified");
		assertThat(this.partner.requests()).hasSize(2)
			.extracting(PartnerRequest::connection)
			.containsOnly(connection());
	}

	@Test
	void pageIsServed() {
		this.client.get()
			.uri("/")
			.exchangeSuccessfully()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("Our identity is a row in the database"));
	}

	private BodyContentSpec call(String kind) {
		return this.client.post().uri("/api/calls/{kind}", kind).exchangeSuccessfully().expectBody();
	}

	private void assertAnswered(BodyContentSpec call) {
		assertThat(this.partner.requests()).singleElement().extracting(PartnerRequest::seenAs).isEqualTo("CN=asalieri");
		call.json(
				"""
						{'ok': true, 'seenAs': 'CN=asalieri', 'protocol': 'TLSv1.3', 'cipher': '%s', 'error': null, 'report': null}
						"""
					.formatted(connection().cipherSuite()),
				JsonCompareMode.STRICT);
	}

	private void assertRefused(BodyContentSpec call) {
		call.json("{'ok': false, 'seenAs': null, 'protocol': null, 'cipher': null}")
			.jsonPath("$.error")
			.value(String.class, (error) -> assertThat(error).contains("127.0.0.1").doesNotContain("Exception", "\n"));
	}

	private PartnerConnection connection() {
		return this.partner.requests().get(0).connection();
	}

}
