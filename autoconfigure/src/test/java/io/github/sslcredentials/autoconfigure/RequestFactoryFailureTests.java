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

package io.github.sslcredentials.autoconfigure;

import io.github.sslcredentials.CredentialRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A way of making requests that cannot take an identity is explained at start.
 *
 * @author SSL Credentials contributors
 */
class RequestFactoryFailureTests {

	private static final String ACTION = "Set 'spring.http.clients.imperative.factory', or let your bean of type ClientHttpRequestFactoryBuilder be one of those that the interface makes, such as ClientHttpRequestFactoryBuilder.httpComponents() or jdk().";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
						RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
						SslCredentialsAutoConfiguration.class, SslCredentialsClientAutoConfiguration.class))
		.withBean(CredentialRepository.class, () -> (path) -> null)
		.withPropertyValues("ssl.credential=Employee/asalieri/Address/1");

	@Test
	void startWhenFactoryIsOfNoKnownLibrarySaysWhatToSet() {
		this.runner
			.withBean(ClientHttpRequestFactoryBuilder.class,
					() -> ClientHttpRequestFactoryBuilder.of(SimpleClientHttpRequestFactory::new))
			.run((context) -> StartFailure.assertExplained(context,
					"The application makes its HTTP requests with a 'org.springframework.boot.http.client.ReflectiveComponentsClientHttpRequestFactoryBuilder', which cannot present the identity of a client.",
					ACTION));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http-components", "jdk", "simple" })
	void startWhenFactoryIsOfKnownLibrarySucceeds(String library) {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=" + library)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenCustomizerReplacesFactorySaysSo() {
		this.runner
			.withBean(RestTemplateCustomizer.class,
					() -> (restTemplate) -> restTemplate.setRequestFactory(new SimpleClientHttpRequestFactory()))
			.run((context) -> StartFailure.assertExplained(context,
					"A RestTemplateCustomizer has replaced the request factory of a RestTemplate that presents an identity, by a 'org.springframework.http.client.SimpleClientHttpRequestFactory'.",
					"Let the customizer leave the request factory alone, or wrap it (AbstractClientHttpRequestFactoryWrapper)."));
	}

}
