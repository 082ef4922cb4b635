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

import java.util.UUID;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.Address;
import io.github.sslcredentials.app.Employee;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.ledger.Entry;
import jakarta.persistence.EntityManagerFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Applications with two persistence units: credentials are in the primary one.
 */
class TwoPersistenceUnitsTests {

	private static final String PROBLEM = "'ssl.store.jpa.enabled': credentials can be in the entities of one EntityManagerFactory, but there are 2 and none is primary: 'people', 'ledger'";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SslCredentialsAutoConfiguration.class, SslCredentialsJpaAutoConfiguration.class))
		.withPropertyValues("ssl.ca-certificates=" + InMemoryApplication.caLocation());

	@Test
	void getWhenOneIsPrimaryReadsFromIt() {
		this.runner.withUserConfiguration(PeoplePrimary.class, Ledger.class)
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1")
			.run((context) -> {
				context.getBean("people", EntityManagerFactory.class).runInTransaction((entityManager) -> {
					Employee employee = new Employee("asalieri");
					entityManager.persist(employee);
					entityManager
						.persist(new Address(1, employee, InMemoryApplication.CA.issueClient("asalieri").record()));
				});
				assertThat(context.getBean(SslCredentials.class)
					.get(CredentialPath.of("Employee", "asalieri", "Address", 1))
					.certificate()
					.getSubjectX500Principal()).hasToString("CN=asalieri");
			});
	}

	@Test
	void startWhenNoneIsPrimaryIsRefused() {
		this.runner.withUserConfiguration(People.class, Ledger.class)
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessage(PROBLEM)
				.extracting((ex) -> ((SslCredentialsPropertyException) ex).action())
				.isEqualTo(
						"Mark the one that has the credentials as @Primary, or set the property to false and define a bean of type CredentialRepository."));
	}

	@Test
	void startWhenNoneIsPrimaryAndNoCredentialIsWantedSucceeds() {
		this.runner.withUserConfiguration(People.class, Ledger.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(SslCredentials.class).get(CredentialPath.of("Address", 1)))
				.havingRootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class);
		});
	}

	@Test
	void startWhenNoneIsPrimaryAndApplicationHasRepositoryAsksThat() {
		CredentialRecord record = InMemoryApplication.CA.issueClient("asalieri").record();
		this.runner.withUserConfiguration(People.class, Ledger.class)
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1", "ssl.fail-fast=true")
			.withBean("theirs", CredentialRepository.class,
					() -> (path) -> path.kind().equals("Address") ? record : null)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatExceptionOfType(CredentialUnavailableException.class)
					.isThrownBy(() -> context.getBean(SslCredentials.class).get(CredentialPath.of("Other", 1)))
					.havingCause()
					.withMessage(PROBLEM);
			});
	}

	@Test
	void startWhenSwitchedOffAsksApplication() {
		this.runner.withUserConfiguration(People.class, Ledger.class)
			.withPropertyValues("ssl.credential=Employee/asalieri/Address/1", "ssl.store.jpa.enabled=false")
			.withBean("theirs", CredentialRepository.class, () -> (path) -> null)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static LocalContainerEntityManagerFactoryBean factory(String unit, Class<?>... entities) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		factory.setPersistenceUnitName(unit);
		factory.setDataSource(dataSource);
		factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		factory.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", "create");
		factory.setManagedTypes(
				PersistenceManagedTypes.of(Stream.of(entities).map(Class::getName).toArray(String[]::new)));
		return factory;
	}

	@Configuration(proxyBeanMethods = false)
	static class People {

		@Bean
		LocalContainerEntityManagerFactoryBean people() {
			return factory("people", Employee.class, Address.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PeoplePrimary {

		@Bean
		@Primary
		LocalContainerEntityManagerFactoryBean people() {
			return factory("people", Employee.class, Address.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ledger {

		@Bean
		LocalContainerEntityManagerFactoryBean ledger() {
			return factory("ledger", Entry.class);
		}

	}

}
