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

import io.github.sslcredentials.store.jpa.JpaCredentialRepository;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/**
 * Auto-configuration of credentials in entities of the application.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsAutoConfiguration.class,
		afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({ EntityManagerFactory.class, EntityManagerFactoryUtils.class })
@ConditionalOnSwitch({ "ssl.enabled", "ssl.store.jpa.enabled" })
@ConditionalOnBean(EntityManagerFactory.class)
public final class SslCredentialsJpaAutoConfiguration {

	private static final String REPOSITORY = "jpaCredentialRepository";

	@Bean
	CredentialPersistenceUnit sslCredentialsPersistenceUnit(ObjectProvider<EntityManagerFactory> candidates) {
		return new CredentialPersistenceUnit(candidates);
	}

	@Bean(REPOSITORY)
	@ConditionalOnMissingBean(value = JpaCredentialRepository.class, name = REPOSITORY)
	@Order(Ordered.LOWEST_PRECEDENCE)
	JpaCredentialRepository jpaCredentialRepository(CredentialPersistenceUnit persistenceUnit,
			SslCredentialsProperties properties) {
		return new JpaCredentialRepository(persistenceUnit, properties.getStore().positiveTimeout());
	}

	@Bean
	JpaPathCheck sslCredentialsJpaPathCheck(ApplicationContext applicationContext,
			CredentialPersistenceUnit persistenceUnit) {
		return new JpaPathCheck(new CredentialEntityClasses(applicationContext, persistenceUnit));
	}

}
