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

package io.github.sslcredentials.docs.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test of {@code docs/getting-started.md}, as an application would have it.
 */
@TestPropertySource(properties = { "spring.config.location=classpath:docs/getting-started.yml",
		"logging.level.root=warn", "spring.jpa.hibernate.ddl-auto=create" })
// tag::testing[]
@SpringBootTest
class PartnerCallTests {

	static final DevelopmentCa ca = DevelopmentCa.create();

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(MutualTlsPartner.builder(ca));

	@TempDir
	static Path folder;

	@DynamicPropertySource
	static void trust(DynamicPropertyRegistry registry) throws IOException {
		Path caFile = Files.writeString(folder.resolve("ca.pem"), ca.certificatePem());
		registry.add("ssl.ca-certificates", caFile::toUri);
	}

	@Test
	void callPresentsStoredCredential(@Autowired CredentialImport credentialImport,
			@Autowired RestTemplate restTemplate) {
		IssuedCredential client = ca.issueClient("asalieri");
		credentialImport.store(client.privateKeyPem(), client.certificateChainPem());
		restTemplate.getForObject(partner.uri("/balances/7"), String.class);
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
	}

}
// end::testing[]
