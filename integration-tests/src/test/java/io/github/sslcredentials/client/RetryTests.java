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
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.HttpMethod;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is not idempotent (RFC 9110, section 9.2.2) is never sent twice, whatever the
 * partner does with it.
 */
class RetryTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@BeforeEach
	void answer() {
		partner.answer((request) -> PartnerResponse.json("{}"));
	}

	@ParameterizedTest
	@CsvSource({ "REST_TEMPLATE, POST", "REST_CLIENT, POST", "REST_TEMPLATE, PATCH", "REST_CLIENT, PATCH" })
	void requestWhenPartnerClosesConnectionIsSentOnce(HttpCaller caller, String method) {
		InMemoryApplication.asalieri().run((context) -> {
			caller.get(context, partner.uri("/"));
			partner.reset();
			partner.answer((request) -> {
				partner.closeConnections();
				return PartnerResponse.json("{}");
			});
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> caller.call(context, HttpMethod.valueOf(method), partner.uri("/pay"), "100"));
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100");
		});
	}

	@ParameterizedTest
	@CsvSource({ "REST_TEMPLATE, 100", "REST_CLIENT, 100", "REST_TEMPLATE,", "REST_CLIENT," })
	void postWhenPartnerIsUnavailableIsSentOnce(HttpCaller caller, String body) {
		partner.answer((request) -> PartnerResponse.status(503));
		InMemoryApplication.asalieri().run((context) -> {
			assertThatExceptionOfType(HttpServerErrorException.ServiceUnavailable.class)
				.isThrownBy(() -> caller.call(context, HttpMethod.POST, partner.uri("/pay"), body));
			assertThat(partner.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void getWhenPartnerIsUnavailableOnceIsSentAgain(HttpCaller caller) {
		partner.answer((request) -> PartnerResponse.status((partner.requests().size() == 1) ? 503 : 200));
		InMemoryApplication
			.customized((builder) -> builder.withHttpClientCustomizer((client) -> client
				.setRetryStrategy(new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1)))))
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertThat(partner.requests()).hasSize(2);
			});
	}

	@Test
	void postWhenRedirectedKeepsItsBody() {
		partner.answer((request) -> request.target().equals("/from") ? PartnerResponse.redirect("/to")
				: PartnerResponse.json("{}"));
		InMemoryApplication.asalieri().run((context) -> {
			HttpCaller.REST_TEMPLATE.call(context, HttpMethod.POST, partner.uri("/from"), "100");
			assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100", "100");
		});
	}

	@Test
	void postWhenPasswordIsAskedForKeepsItsBody() {
		partner.answer((request) -> (request.header("Authorization") != null) ? PartnerResponse.json("{}")
				: PartnerResponse.status(401).withHeader("WWW-Authenticate", "Basic realm=\"test\""));
		BasicCredentialsProvider passwords = new BasicCredentialsProvider();
		passwords.setCredentials(new AuthScope("localhost", partner.port()),
				new UsernamePasswordCredentials("user", "secret".toCharArray()));
		InMemoryApplication
			.customized((builder) -> builder
				.withHttpClientCustomizer((client) -> client.setDefaultCredentialsProvider(passwords)))
			.run((context) -> {
				HttpCaller.REST_CLIENT.call(context, HttpMethod.POST, partner.uri("/pay"), "100");
				assertThat(partner.requests()).extracting(PartnerRequest::body).containsExactly("100", "100");
			});
	}

}
