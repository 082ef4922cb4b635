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
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.test.CredentialRepositoryContract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The contract of stores, kept by {@link JpaCredentialRepository} with entities whose ids
 * are text.
 *
 * @author SSL Credentials contributors
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractJpaContractTests extends CredentialRepositoryContract {

	private final TestDatabase kind;

	private PersistenceUnit unit;

	private PersistenceUnit closed;

	AbstractJpaContractTests(TestDatabase kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start() {
		this.unit = new PersistenceUnit(this.kind.create());
		this.closed = new PersistenceUnit(TestDatabase.H2.create());
		this.closed.dataSource.close();
	}

	@AfterAll
	void stop() {
		if (this.unit != null) {
			this.unit.factoryBean.destroy();
			this.unit.dataSource.close();
			this.closed.factoryBean.destroy();
		}
	}

	@Override
	protected CredentialRepository repository() {
		return this.unit.repository;
	}

	@Override
	protected CredentialRepository unreachable() {
		return this.closed.repository;
	}

	@Override
	protected CredentialPath path(String id) {
		return CredentialPath.of("Employee", id, "Address", id);
	}

	@Override
	protected void put(CredentialPath path, CredentialRecord record) {
		put(path, record, () -> {
		});
	}

	@Override
	protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
		inTransaction((entityManager) -> {
			Employee employee = entityManager.merge(new Employee(path.id()));
			entityManager.merge(new Address(path.id(), employee, record));
			entityManager.flush();
			beforeCommit.run();
		});
	}

	@Override
	protected void remove(CredentialPath path) {
		inTransaction((entityManager) -> entityManager.remove(entityManager.find(Address.class, path.id())));
	}

	private void inTransaction(Consumer<EntityManager> action) {
		this.unit.transaction.executeWithoutResult((status) -> action
			.accept(SharedEntityManagerCreator.createSharedEntityManager(this.unit.factoryBean.getObject())));
	}

	private static final class PersistenceUnit {

		private final HikariDataSource dataSource = new HikariDataSource();

		private final LocalContainerEntityManagerFactoryBean factoryBean = new LocalContainerEntityManagerFactoryBean();

		private final TransactionTemplate transaction;

		private final JpaCredentialRepository repository;

		PersistenceUnit(Database database) {
			this.dataSource.setJdbcUrl(database.url());
			this.dataSource.setUsername(database.user());
			this.dataSource.setPassword(database.password());
			this.factoryBean.setDataSource(this.dataSource);
			this.factoryBean
				.setManagedTypes(PersistenceManagedTypes.of(Employee.class.getName(), Address.class.getName()));
			this.factoryBean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
			this.factoryBean.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create"));
			this.factoryBean.afterPropertiesSet();
			this.transaction = new TransactionTemplate(new JpaTransactionManager(this.factoryBean.getObject()));
			this.repository = new JpaCredentialRepository(this.factoryBean::getObject, Duration.ofSeconds(20));
		}

	}

	@Entity(name = "Employee")
	static class Employee {

		@Id
		String id;

		Employee() {
		}

		Employee(String id) {
			this.id = id;
		}

	}

	@Entity(name = "Address")
	static class Address implements CredentialEntity {

		@Id
		String id;

		@ManyToOne(fetch = FetchType.LAZY)
		Employee employee;

		@Column(length = 20_000)
		String keyStr;

		@Column(length = 20_000)
		String cert;

		@Column(length = 1_000_000)
		String ca;

		Address() {
		}

		Address(String id, Employee employee, CredentialRecord record) {
			this.id = id;
			this.employee = employee;
			this.keyStr = new String(record.privateKeyPem());
			this.cert = record.certificateChainPem();
			this.ca = record.trustAnchorsPem();
		}

		@Override
		public String privateKeyPem() {
			return this.keyStr;
		}

		@Override
		public String certificateChainPem() {
			return this.cert;
		}

		@Override
		public String trustAnchorsPem() {
			return this.ca;
		}

	}

}
