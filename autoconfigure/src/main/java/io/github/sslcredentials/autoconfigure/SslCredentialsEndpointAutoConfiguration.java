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

import java.time.Clock;

import io.github.sslcredentials.actuate.CredentialsEndpoint;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.CredentialRefresh;
import io.github.sslcredentials.rotation.Draining;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint that shows what is loaded.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(CredentialRefresh.class)
@ConditionalOnAvailableEndpoint(CredentialsEndpoint.class)
public final class SslCredentialsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CredentialsEndpoint sslCredentialsEndpoint(CredentialLoader loader, Draining draining, CredentialRefresh refresh) {
		return new CredentialsEndpoint(loader.loaded(), draining, refresh.status(), Clock.systemUTC());
	}

}
