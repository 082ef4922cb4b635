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

package io.github.sslcredentials.client;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections are really reused under mutual TLS, which HttpComponents does not do by
 * itself.
 */
class ConnectionReuseTests {

	private static final int CALLS = 40;

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@ParameterizedTest
	@EnumSource
	void callsWhenOneAfterTheOtherShareConnection(HttpCaller caller) {
		InMemoryApplication.asalieri().run((context) -> {
			for (int i = 0; i < CALLS; i++) {
				caller.get(context, partner.uri("/"));
			}
			assertThat(partner.requests()).hasSize(CALLS);
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
		});
	}

	/** As JSSE does when another connection that shares the session fails. */
	@ParameterizedTest
	@EnumSource
	void callsWhenSessionIsInvalidatedShareConnection(HttpCaller caller) {
		HttpResponseInterceptor invalidation = (response, entity,
				context) -> HttpClientContext.cast(context).getSSLSession().invalidate();
		InMemoryApplication
			.customized((builder) -> builder
				.withHttpClientCustomizer((client) -> client.addResponseInterceptorFirst(invalidation)))
			.withPropertyValues("ssl.enabled-protocols=TLSv1.2")
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				caller.get(context, partner.uri("/"));
				assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
			});
	}

	@Test
	void callsWhenByBootAloneOpenConnectionEach() {
		IssuedCredential client = InMemoryApplication.CA.issueClient("static");
		SslBundle bundle = SslBundle.of(new PemSslStoreBundle(
				PemSslStoreDetails.forCertificate(client.certificateChainPem()).withPrivateKey(client.privateKeyPem()),
				PemSslStoreDetails.forCertificate(InMemoryApplication.CA.certificatePem())));
		RestTemplate restTemplate = new RestTemplate(
				ClientHttpRequestFactoryBuilder.httpComponents().build(HttpClientSettings.ofSslBundle(bundle)));
		for (int i = 0; i < CALLS; i++) {
			restTemplate.getForObject(partner.uri("/"), String.class);
		}
		assertThat(partner.connections()).hasSize(CALLS);
	}

}
