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

import io.github.sslcredentials.client.RequestFactories;
import io.github.sslcredentials.client.RestClients;
import io.github.sslcredentials.client.RestTemplates;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.rotation.HandshakeRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * Auto-configuration of {@link RestClient} and {@link RestTemplate} with a credential.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsAutoConfiguration.class,
		afterName = { "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
				"org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration",
				"org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration" })
@ConditionalOnClass({ RestClient.class, ClientHttpRequestFactoryBuilder.class })
@ConditionalOnSwitch("ssl.enabled")
@Import(NamedRestClients.Registrar.class)
public final class SslCredentialsClientAutoConfiguration {

	private static final String REST_CLIENT = "sslCredentialsRestClient";

	private static final String REST_TEMPLATE = "sslCredentialsRestTemplate";

	@Bean
	RequestFactories sslCredentialsRequestFactories() {
		return new RequestFactories();
	}

	@Bean
	RestClients sslCredentialsRestClients(RequestFactories requestFactories,
			ObjectProvider<RestClient.Builder> restClientBuilder,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> settings) {
		return new RestClients(requestFactories, restClientBuilder::getIfAvailable,
				requestFactoryBuilder::getIfAvailable, settings::getIfAvailable);
	}

	@Bean
	@ConditionalOnMissingBean
	SslClients sslCredentialsClients(HandshakeRegistry handshakes, RestClients restClients,
			ObjectProvider<RestTemplates> restTemplates) {
		return new SslClients(handshakes, restClients, restTemplates.getIfAvailable());
	}

	@Bean(NamedRestClients.BEAN_NAME)
	NamedRestClients sslCredentialsNamedRestClients(ConfiguredClients clients, RestClients restClients) {
		return new NamedRestClients(clients, restClients);
	}

	@Bean(REST_CLIENT)
	@ConditionalOnProperty("ssl.credential")
	@ConditionalOnMissingBean(name = REST_CLIENT)
	RestClient sslCredentialsRestClient(ConfiguredClients clients, RestClients restClients) {
		return restClients.create(clients.topLevel());
	}

	@Bean
	@ConditionalOnBean({ HttpServiceProxyRegistry.class, HttpServiceClientProperties.class })
	RestClientServiceGroupConfigurer sslCredentialsServiceGroupConfigurer(ConfiguredClients clients,
			HttpServiceClientProperties properties, ObjectProvider<HttpClientSettings> settings,
			RestClients restClients) {
		return new RestClientServiceGroupConfigurer(
				new NamedServiceGroups(clients, properties, settings.getIfAvailable()), restClients);
	}

	@Bean
	static DefaultCandidates sslCredentialsRestClientCandidate() {
		return new DefaultCandidates(REST_CLIENT, RestClient.class);
	}

	@Bean
	static NamedClientCheck sslCredentialsNamedRestClientCheck(Environment environment) {
		return new NamedClientCheck(environment, RestClient.class);
	}

	/**
	 * {@link RestTemplate} and its builder leave Spring one day.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestTemplate.class, RestTemplateBuilder.class })
	@Import(NamedRestTemplates.Registrar.class)
	static class RestTemplateConfiguration {

		@Bean
		RestTemplates sslCredentialsRestTemplates(RequestFactories requestFactories,
				ObjectProvider<RestTemplateBuilder> restTemplateBuilder) {
			return new RestTemplates(requestFactories, restTemplateBuilder::getIfAvailable);
		}

		@Bean(NamedRestTemplates.BEAN_NAME)
		NamedRestTemplates sslCredentialsNamedRestTemplates(ConfiguredClients clients, RestTemplates restTemplates) {
			return new NamedRestTemplates(clients, restTemplates);
		}

		@Bean(REST_TEMPLATE)
		@ConditionalOnProperty("ssl.credential")
		@ConditionalOnMissingBean(name = REST_TEMPLATE)
		RestTemplate sslCredentialsRestTemplate(ConfiguredClients clients, RestTemplates restTemplates) {
			return restTemplates.create(clients.topLevel());
		}

		@Bean
		static DefaultCandidates sslCredentialsRestTemplateCandidate() {
			return new DefaultCandidates(REST_TEMPLATE, RestTemplate.class, RestOperations.class);
		}

		@Bean
		static NamedClientCheck sslCredentialsNamedRestTemplateCheck(Environment environment) {
			return new NamedClientCheck(environment, RestTemplate.class);
		}

	}

}
