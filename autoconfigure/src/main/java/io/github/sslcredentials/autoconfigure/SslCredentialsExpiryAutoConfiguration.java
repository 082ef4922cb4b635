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

import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.CredentialRefresh;
import io.github.sslcredentials.rotation.ExpiryNotices;
import io.github.sslcredentials.rotation.ExpiryWatch;
import io.github.sslcredentials.rotation.OwnExpiryNotices;
import io.github.sslcredentials.rotation.RotationScheduler;
import io.github.sslcredentials.store.jdbc.JdbcExpiryNotices;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Auto-configuration of what says that credentials expire.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = { SslCredentialsAutoConfiguration.class, SslCredentialsJdbcAutoConfiguration.class })
@ConditionalOnBean(CredentialRefresh.class)
public final class SslCredentialsExpiryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ExpiryWatch sslCredentialsExpiryWatch(CredentialLoader loader, SslCredentialsProperties properties,
			ExpiryNotices notices, RotationScheduler scheduler, ApplicationEventPublisher events) {
		return new ExpiryWatch(loader.loaded(), properties.getExpiry().checkedThresholds(), notices, Clock.systemUTC(),
				scheduler, events::publishEvent);
	}

	@Bean
	SmartInitializingSingleton sslCredentialsExpiryStart(ExpiryWatch watch) {
		return watch::start;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
	@ConditionalOnBean(StoreDataSource.class)
	static class OfAllInstances {

		@Bean
		@ConditionalOnMissingBean(ExpiryNotices.class)
		@DependsOnDatabaseInitialization
		ExpiryNotices sslCredentialsExpiryNotices(StoreDataSource dataSource, SslCredentialsProperties properties) {
			return new JdbcExpiryNotices(dataSource.get(), properties.getStore().getJdbc().checkedSchema(),
					properties.getStore().positiveTimeout())::claim;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(StoreDataSource.class)
	static class OfThisInstance {

		@Bean
		@ConditionalOnMissingBean(ExpiryNotices.class)
		OwnExpiryNotices sslCredentialsExpiryNotices() {
			return new OwnExpiryNotices();
		}

	}

}
