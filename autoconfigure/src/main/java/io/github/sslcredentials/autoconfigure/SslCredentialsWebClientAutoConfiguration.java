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

import io.github.sslcredentials.client.WebClients;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * Auto-configuration of {@link WebClient} with a credential.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsAutoConfiguration.class,
		afterName = { "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration",
				"org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration" })
@ConditionalOnClass({ WebClient.class, ClientHttpConnectorBuilder.class, Mono.class })
@ConditionalOnSwitch("ssl.enabled")
@Import(NamedWebClients.Registrar.class)
public final class SslCredentialsWebClientAutoConfiguration {

	private static final String WEB_CLIENT = "sslCredentialsWebClient";

	@Bean
	WebClients sslCredentialsWebClients(ObjectProvider<WebClient.Builder> webClientBuilder,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder,
			ObjectProvider<HttpClientSettings> settings) {
		return new WebClients(webClientBuilder::getIfAvailable, connectorBuilder::getIfAvailable,
				settings::getIfAvailable);
	}

	@Bean(NamedWebClients.BEAN_NAME)
	NamedWebClients sslCredentialsNamedWebClients(ConfiguredClients clients, WebClients webClients) {
		return new NamedWebClients(clients, webClients);
	}

	@Bean(WEB_CLIENT)
	@ConditionalOnProperty("ssl.credential")
	@ConditionalOnMissingBean(name = WEB_CLIENT)
	WebClient sslCredentialsWebClient(ConfiguredClients clients, WebClients webClients) {
		return webClients.create(clients.topLevel());
	}

	@Bean
	@ConditionalOnBean({ HttpServiceProxyRegistry.class, HttpServiceClientProperties.class })
	WebClientServiceGroupConfigurer sslCredentialsWebClientServiceGroupConfigurer(ConfiguredClients clients,
			HttpServiceClientProperties properties, ObjectProvider<HttpClientSettings> settings,
			WebClients webClients) {
		return new WebClientServiceGroupConfigurer(
				new NamedServiceGroups(clients, properties, settings.getIfAvailable()), webClients);
	}

	@Bean
	static DefaultCandidates sslCredentialsWebClientCandidate() {
		return new DefaultCandidates(WEB_CLIENT, WebClient.class);
	}

	@Bean
	static NamedClientCheck sslCredentialsNamedWebClientCheck(Environment environment) {
		return new NamedClientCheck(environment, WebClient.class);
	}

}
