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

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IssuedCredential}.
 *
 * @author SSL Credentials contributors
 */
class IssuedCredentialTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	private final IssuedCredential credential = ca.intermediate("Intermediate").issueClient("asalieri");

	@Test
	void certificateChainPemIsTheChain() throws Exception {
		assertThat(PemTests.certificates(this.credential.certificateChainPem()))
			.isEqualTo(this.credential.certificateChain());
	}

	@Test
	void recordHasKeyAndChain() {
		CredentialRecord record = this.credential.record();
		assertThat(new String(record.privateKeyPem())).isEqualTo(this.credential.privateKeyPem());
		assertThat(record.certificateChainPem()).isEqualTo(this.credential.certificateChainPem());
		assertThat(record.version()).isEqualTo(this.credential.record().version());
	}

	@Test
	void toStringPrintsNoSecret() {
		assertThat(this.credential).hasToString("IssuedCredential[subject=CN=asalieri, fingerprint=%s]"
			.formatted(Credential.fingerprint(this.credential.certificate())));
	}

}
