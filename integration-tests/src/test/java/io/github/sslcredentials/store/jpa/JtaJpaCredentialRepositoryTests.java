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
import jakarta.persistence.PersistenceUnitTransactionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JpaCredentialRepository} with a JTA persistence unit.
 *
 * @author SSL Credentials contributors
 */
class JtaJpaCredentialRepositoryTests {

	private final JtaPlatformInTransaction platform = new JtaPlatformInTransaction();

	private final LocalContainerEntityManagerFactoryBean factoryBean = new LocalContainerEntityManagerFactoryBean();

	private final HikariDataSource dataSource = new HikariDataSource();

	@BeforeEach
	void start() {
		Database database = TestDatabase.H2.create();
		this.dataSource.setJdbcUrl(database.url());
		this.dataSource.setUsername(database.user());
		this.factoryBean.setJtaDataSource(this.dataSource);
		this.factoryBean.setManagedTypes(PersistenceManagedTypes.of(Entities.names()));
		this.factoryBean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		this.factoryBean.setJpaPropertyMap(
				Map.of("hibernate.hbm2ddl.auto", "create", "hibernate.transaction.jta.platform", this.platform));
		this.factoryBean.afterPropertiesSet();
	}

	@AfterEach
	void stop() {
		this.factoryBean.destroy();
		this.dataSource.close();
	}

	@Test
	void findWhenCallerIsInTransactionDoesNotJoinIt() {
		assertThat(this.factoryBean.getObject().getTransactionType()).isEqualTo(PersistenceUnitTransactionType.JTA);
		new JdbcTemplate(this.dataSource).update("INSERT INTO address (id, keystr) VALUES (1, 'one')");
		this.platform.calls.clear();
		CredentialRecord record = new JpaCredentialRepository(this.factoryBean::getObject, Duration.ofSeconds(5))
			.find(CredentialPath.of("Address", 1));
		assertThat(record.privateKeyPem()).containsExactly("one".toCharArray());
		assertThat(this.platform.calls).doesNotContain("registerSynchronization", "begin", "commit", "rollback");
		assertThat(this.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

}
