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

import java.security.Security;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DevelopmentCa}.
 *
 * @author SSL Credentials contributors
 */
class DevelopmentCaTests {

	private static final DevelopmentCa ca = DevelopmentCa.create("Test CA");

	@Test
	void createWhenWithoutNameIsNamedDevelopmentCa() {
		assertThat(DevelopmentCa.create()).hasToString("DevelopmentCa[subject=CN=Development CA]");
	}

	@Test
	void certificateWhenRootIsSelfSignedAuthority() throws Exception {
		assertThat(ca.certificate().getIssuerX500Principal().getName()).isEqualTo("CN=Test CA");
		assertThat(ca.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
		assertThat(ca.certificate().getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false,
				false);
		assertThat(ca.certificate().getExtendedKeyUsage()).isNull();
		ca.certificate().verify(ca.certificate().getPublicKey());
	}

	@Test
	void certificatePemIsTheCertificate() throws Exception {
		assertThat(PemTests.certificates(ca.certificatePem())).isEqualTo(List.of(ca.certificate()));
	}

	@Test
	void issueWhenRootHasChainOfOne() throws Exception {
		IssuedCredential client = ca.issueClient("asalieri");
		assertThat(client.certificateChain()).containsExactly(client.certificate());
		client.certificate().verify(ca.certificate().getPublicKey());
	}

	@Test
	void issueWhenIntermediateHasItInItsChain() throws Exception {
		DevelopmentCa first = ca.intermediate("First");
		DevelopmentCa second = first.intermediate("Second");
		IssuedCredential client = second.issueClient("asalieri");
		assertThat(client.certificateChain()).containsExactly(client.certificate(), second.certificate(),
				first.certificate());
		client.certificate().verify(second.certificate().getPublicKey());
		second.certificate().verify(first.certificate().getPublicKey());
		first.certificate().verify(ca.certificate().getPublicKey());
	}

	@Test
	void issueClientIsForClientsOnly() throws Exception {
		assertThat(ca.issueClient("asalieri").certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
	}

	@Test
	void issueServerWhenLocalhostHasLoopbackAddresses() throws Exception {
		assertThat(ca.issueServer("localhost").certificate().getSubjectAlternativeNames())
			.containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
	}

	@Test
	void issueServerWhenOtherNamesHasThem() throws Exception {
		IssuedCredential server = ca.issueServer("a.example", "*.b.example");
		assertThat(server.certificate().getSubjectAlternativeNames()).containsExactlyInAnyOrder(List.of(2, "a.example"),
				List.of(2, "*.b.example"));
		assertThat(server.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
	}

	@Test
	void createInstallsNoProvider() {
		assertThat(Security.getProviders()).extracting(Object::toString).noneMatch((name) -> name.startsWith("BC"));
	}

}
