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

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.loading.RecordOpener;
import io.github.sslcredentials.rotation.CredentialRefresh;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRekeying;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRepository;
import io.github.sslcredentials.store.jdbc.JdbcCredentialStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Auto-configuration of credentials in the shipped table.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsJpaAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSwitch(value = "ssl.enabled", optional = "ssl.store.jdbc.enabled")
public final class SslCredentialsJdbcAutoConfiguration {

	private static final String REPOSITORY = "jdbcCredentialRepository";

	@Bean
	StoreDataSource sslCredentialsStoreDataSource(@SslCredentialsDataSource ObjectProvider<DataSource> marked,
			ObjectProvider<DataSource> application, SslCredentialsProperties properties) {
		DataSource dataSource = marked.getIfAvailable();
		return (dataSource != null) ? StoreDataSource.marked(dataSource)
				: StoreDataSource.derivedFrom(required(application), properties.getStore().positiveTimeout());
	}

	@Bean
	EmbeddedKey sslCredentialsEmbeddedKey(StoreDataSource dataSource) {
		return new EmbeddedKey(dataSource);
	}

	@Bean
	CredentialSchemaInitializer sslCredentialsSchemaInitializer(StoreDataSource dataSource,
			SslCredentialsProperties properties) {
		return new CredentialSchemaInitializer(dataSource, properties.getStore().getInitializeSchema(),
				properties.getStore().getJdbc().checkedSchema());
	}

	@Bean(REPOSITORY)
	@ConditionalOnMissingBean(value = JdbcCredentialRepository.class, name = REPOSITORY)
	@Order(Ordered.LOWEST_PRECEDENCE)
	@DependsOnDatabaseInitialization
	JdbcCredentialRepository jdbcCredentialRepository(StoreDataSource dataSource, SslCredentialsProperties properties) {
		return new JdbcCredentialRepository(dataSource.get(), properties.getStore().getJdbc().checkedSchema(),
				properties.getStore().positiveTimeout());
	}

	@Bean
	@ConditionalOnMissingBean(CredentialStore.class)
	@DependsOnDatabaseInitialization
	JdbcCredentialStore jdbcCredentialStore(StoreDataSource dataSource, SslCredentialsProperties properties,
			ContentSealer sealer, RecordOpener opener, CredentialRefresh refresh) {
		return new JdbcCredentialStore(dataSource.get(), properties.getStore().getJdbc().checkedSchema(),
				properties.getStore().positiveTimeout(), sealer, opener::read, refresh::refresh);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	JdbcCredentialRekeying jdbcCredentialRekeying(StoreDataSource dataSource, SslCredentialsProperties properties,
			ContentSealer sealer, EncryptionKeys keys) {
		return new JdbcCredentialRekeying(dataSource.get(), properties.getStore().getJdbc().checkedSchema(),
				properties.getStore().positiveTimeout(), sealer, keys);
	}

	@Bean
	EncryptionWarning sslCredentialsEncryptionWarning(SslCredentialsProperties properties) {
		return new EncryptionWarning(properties.getEncryption().getMode());
	}

	@Bean
	@ConditionalOnMissingBean(ChangeListener.class)
	NotifiedRefresh sslCredentialsNotifiedRefresh(CredentialRefresh refresh) {
		return new NotifiedRefresh(refresh);
	}

	@Bean
	ChangeNotifications sslCredentialsChangeNotifications(StoreDataSource dataSource,
			SslCredentialsProperties properties, ObjectProvider<ChangeListener> listener) {
		return new ChangeNotifications(dataSource, properties.getRefresh().getNotify(), listener);
	}

	private static DataSource required(ObjectProvider<DataSource> application) {
		DataSource dataSource = application.getIfUnique();
		if (dataSource == null) {
			throw new SslCredentialsPropertyException("ssl.store.jdbc.enabled",
					"there is no DataSource to ask, or several of which none is primary",
					"Configure 'spring.datasource', mark one DataSource bean as @Primary, or define one that is marked with @SslCredentialsDataSource.");
		}
		return dataSource;
	}

}
