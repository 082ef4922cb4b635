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

package io.github.sslcredentials.store.jpa;

import java.time.Duration;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import jakarta.persistence.EntityManagerFactory;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A persistence unit with all entities of the tests, in a database of its own.
 *
 * @author SSL Credentials contributors
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractJpaTests {

	private final LocalContainerEntityManagerFactoryBean factoryBean = new LocalContainerEntityManagerFactoryBean();

	private final TestDatabase kind;

	Database database;

	final HikariDataSource dataSource = new HikariDataSource();

	JdbcTemplate jdbc;

	EntityManagerFactory factory;

	TransactionTemplate transaction;

	JpaCredentialRepository repository;

	AbstractJpaTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.database = this.kind.create();
		this.dataSource.setJdbcUrl(this.database.url());
		this.dataSource.setUsername(this.database.user());
		this.dataSource.setPassword(this.database.password());
		this.dataSource.setMaximumPoolSize(4);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.factoryBean.setDataSource(this.dataSource);
		this.factoryBean.setManagedTypes(PersistenceManagedTypes.of(Entities.names()));
		this.factoryBean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		this.factoryBean.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create",
				"hibernate.cache.region.factory_class", "jcache", "hibernate.javax.cache.missing_cache_strategy",
				"create", "hibernate.generate_statistics", true));
		this.factoryBean.afterPropertiesSet();
		this.factory = this.factoryBean.getObject();
		JpaTransactionManager transactionManager = new JpaTransactionManager(this.factory);
		transactionManager.setDataSource(this.dataSource);
		this.transaction = new TransactionTemplate(transactionManager);
		this.repository = new JpaCredentialRepository(() -> this.factory, Duration.ofSeconds(5));
	}

	@AfterAll
	void stop() {
		this.factoryBean.destroy();
		this.dataSource.close();
	}

	@AfterEach
	void truncate() {
		this.factory.getSchemaManager().truncate();
		this.factory.getCache().evictAll();
	}

	void store(Object... entities) {
		this.transaction.executeWithoutResult((status) -> {
			for (Object entity : entities) {
				SharedEntityManagerCreator.createSharedEntityManager(this.factory).persist(entity);
			}
		});
	}

	CredentialRecord find(String path) {
		return this.repository.find(CredentialPath.parse(path));
	}

	AbstractStringAssert<?> assertKey(String path) {
		CredentialRecord record = find(path);
		assertThat(record).as(path).isNotNull();
		return assertThat(new String(record.privateKeyPem()));
	}

	void assertNothing(String... paths) {
		for (String path : paths) {
			assertThat(find(path)).as(path).isNull();
		}
	}

}
