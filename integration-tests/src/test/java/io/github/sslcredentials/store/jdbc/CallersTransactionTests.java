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

package io.github.sslcredentials.store.jdbc;

import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.DevelopmentCa;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shipped table where its callers are in a transaction, on its own data
 * source and on another one.
 */
class CallersTransactionTests {

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/42/Certificate/1");

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private CredentialTables tables;

	@BeforeEach
	void create() {
		this.tables = CredentialTables.create(TestDatabase.POSTGRES_EMBEDDED);
		this.tables.jdbc.execute("create table orders (id int)");
	}

	@AfterEach
	void close() {
		this.tables.close();
	}

	@Test
	void storeInTransactionOfJdbcStaysOutOfIt() {
		assertStoreStaysOut(new JdbcTransactionManager(this.tables.dataSource));
	}

	@Test
	void storeInTransactionOfJpaOnSameDataSourceStaysOutOfIt() {
		LocalContainerEntityManagerFactoryBean factoryBean = new LocalContainerEntityManagerFactoryBean();
		factoryBean.setDataSource(this.tables.dataSource);
		factoryBean.setManagedTypes(PersistenceManagedTypes.of());
		factoryBean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		factoryBean.afterPropertiesSet();
		EntityManagerFactory factory = factoryBean.getObject();
		try {
			JpaTransactionManager transactionManager = new JpaTransactionManager(factory);
			transactionManager.setDataSource(this.tables.dataSource);
			assertStoreStaysOut(transactionManager);
		}
		finally {
			factoryBean.destroy();
		}
	}

	@Test
	void readingInTransactionOfOtherDataSourceGivesConnectionBack() {
		this.tables.store().store(PATH, CA.issueClient("client").record());
		try (CredentialTables other = CredentialTables.create(TestDatabase.H2)) {
			new TransactionTemplate(new JdbcTransactionManager(other.dataSource)).executeWithoutResult((status) -> {
				other.jdbc.queryForObject("select 1", Integer.class);
				this.tables.store().list(null, 1);
				this.tables.store().versions(PATH, null, 1);
				this.tables.repository().find(PATH);
				assertThat(this.tables.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
			});
		}
	}

	@Test
	void rekeyWhenConnectionsDoNotCommitByThemselvesIsWritten() {
		this.tables.store().store(PATH, CA.issueClient("client").record());
		EncryptionKeys keys = EncryptionKeys.of("k2", List.of(CredentialTables.KEY_1, CredentialTables.KEY_2));
		try (HikariDataSource dataSource = new HikariDataSource()) {
			dataSource.setJdbcUrl(this.tables.database.url());
			dataSource.setUsername(this.tables.database.user());
			dataSource.setPassword(this.tables.database.password());
			dataSource.setAutoCommit(false);
			new JdbcCredentialRekeying(dataSource, null, CredentialTables.TIMEOUT, CredentialTables.sealer(keys), keys)
				.run();
		}
		assertThat(this.tables.store().versions(PATH, null, 1)).extracting((version) -> version.keyId())
			.containsExactly("k2");
	}

	private void assertStoreStaysOut(PlatformTransactionManager transactionManager) {
		new TransactionTemplate(transactionManager).executeWithoutResult((status) -> {
			this.tables.jdbc.update("insert into orders values (1)");
			this.tables.store().store(PATH, CA.issueClient("client").record());
			status.setRollbackOnly();
		});
		assertThat(this.tables.jdbc.queryForObject("select count(*) from orders", Integer.class)).isZero();
		assertThat(this.tables.repository().find(PATH)).isNotNull();
	}

}
