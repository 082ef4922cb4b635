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

import java.util.Map;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsWebClientAutoConfiguration;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Interfaces of a group that has the name of a client present its identity.
 */
class HttpServiceTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@BeforeEach
	void answer() {
		partner.answer((request) -> PartnerResponse.json("{}"));
	}

	@Test
	void servicePresentsIdentityAndReusesConnection() {
		application(Blocking.class, "bank", "reactive").run((context) -> {
			for (int i = 0; i < 40; i++) {
				context.getBean(Balances.class).all();
			}
			assertThat(partner.requests()).hasSize(40);
			assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
		});
	}

	@Test
	void serviceWithoutBlockingPresentsIdentity() {
		application(Reactive.class, "reactive").run((context) -> {
			context.getBean(Balances.class).all();
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=wamozart");
		});
	}

	@Test
	void serviceKeepsSettingsOfItsGroup() {
		partner.answer((request) -> PartnerResponse.status(302).withHeader("Location", "/other"));
		application(Blocking.class, "bank")
			.withPropertyValues("spring.http.serviceclient.bank.redirects=dont-follow",
					"spring.http.serviceclient.bank.default-header.x-app=test")
			.run((context) -> {
				context.getBean(Balances.class).all();
				assertThat(partner.requests()).singleElement()
					.satisfies((request) -> assertThat(request.header("x-app")).isEqualTo("test"));
			});
	}

	@Test
	void serviceOfAnotherGroupPresentsNothing() {
		application(Other.class, "other").run((context) -> {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> context.getBean(Balances.class).all());
			assertThat(partner.requests()).isEmpty();
		});
	}

	@Test
	void serviceThatNamesBundleOfItsOwnPresentsThat() {
		application(Blocking.class, "bank").withPropertyValues("spring.http.serviceclient.bank.ssl.bundle=reactive")
			.run((context) -> {
				context.getBean(Balances.class).all();
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=wamozart");
			});
	}

	private static ApplicationContextRunner application(Class<?> services, String... groups) {
		ApplicationContextRunner runner = InMemoryApplication.runner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
					WebClientAutoConfiguration.class, HttpServiceClientPropertiesAutoConfiguration.class,
					HttpServiceClientAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class,
					SslCredentialsWebClientAutoConfiguration.class))
			.withUserConfiguration(services)
			.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.ASALIERI,
					"ssl.clients.reactive.credential=" + InMemoryApplication.WAMOZART);
		for (String group : groups) {
			runner = runner.withPropertyValues("spring.http.serviceclient." + group + ".base-url=" + partner.uri("/"));
		}
		return runner;
	}

	// tag::service[]
	@HttpExchange
	interface Balances {

		@GetExchange("/balances")
		Map<String, String> all();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "bank", types = Balances.class)
	static class Blocking {

	}
	// end::service[]

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "reactive", types = Balances.class, clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
	static class Reactive {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "other", types = Balances.class)
	static class Other {

	}

}
