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
import java.util.Set;
import java.util.stream.Collectors;

import io.github.sslcredentials.actuate.CredentialClientsHealthIndicator;
import io.github.sslcredentials.actuate.CredentialStoreHealthIndicator;
import io.github.sslcredentials.autoconfigure.SslCredentialsProperties.Encryption.Mode;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.CredentialRefresh;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what health says of the stores, and of the clients of the
 * configuration.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = { SslCredentialsAutoConfiguration.class, SslCredentialsJdbcAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(CredentialRefresh.class)
public final class SslCredentialsHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sslCredentialsHealthIndicator")
	@ConditionalOnEnabledHealthIndicator("ssl-credentials")
	CredentialStoreHealthIndicator sslCredentialsHealthIndicator(CredentialRefresh refresh,
			ObjectProvider<StoreDataSource> table, EncryptionKeys keys, SslCredentialsProperties properties) {
		boolean hasTable = table.getIfAvailable() != null;
		return new CredentialStoreHealthIndicator(refresh.status(), hasTable ? keys : null,
				properties.getEncryption().getMode() != Mode.NONE, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(name = "sslCredentialsClientsHealthIndicator")
	@ConditionalOnEnabledHealthIndicator("ssl-credentials-clients")
	CredentialClientsHealthIndicator sslCredentialsClientsHealthIndicator(CredentialLoader loader,
			ObjectProvider<ConfiguredClients> clients, SslCredentialsProperties properties) {
		return new CredentialClientsHealthIndicator(loader.loaded(),
				() -> clients.getObject().all().stream().map(ClientDefinition::path).collect(Collectors.toSet()),
				properties.getExpiry().checkedThresholds(), Clock.systemUTC());
	}

}
