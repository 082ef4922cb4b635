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

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way to the shipped tables: bounded in time, in transactions of its own, after a
 * look at whether they are the ones that this code works with. A caller may have bound a
 * connection of the same data source to its thread, which Spring would take for ours: so
 * the data source is wrapped, and known to nobody else. A connection goes back at once,
 * also where the caller's transaction goes on.
 */
final class TableAccess {

	private final CredentialTable table;

	private final JdbcClient jdbc;

	private final TransactionTemplate reading;

	private final TransactionTemplate transaction;

	private final TableFailure failure;

	private volatile boolean checked;

	TableAccess(DataSource dataSource, @Nullable String schema, Duration timeout) {
		DataSource own = new DelegatingDataSource(dataSource);
		this.table = new CredentialTable(schema);
		JdbcTemplate template = new JdbcTemplate(own);
		template.setQueryTimeout(seconds(timeout));
		this.jdbc = JdbcClient.create(template);
		this.reading = transaction(own);
		this.reading.setReadOnly(true);
		this.transaction = transaction(own);
		this.failure = new TableFailure(dataSource);
	}

	/**
	 * Start a statement, in which {@code {c}}, {@code {p}} and {@code {e}} stand for the
	 * tables.
	 */
	JdbcClient.StatementSpec sql(String statement) {
		return this.jdbc.sql(this.table.sql(statement));
	}

	/**
	 * Read something.
	 */
	<T extends @Nullable Object> T read(@Nullable CredentialPath path, Supplier<T> action) {
		try {
			check(path);
			return this.reading.execute((status) -> action.get());
		}
		catch (DataAccessException | TransactionException ex) {
			throw new CredentialUnavailableException(path, this.failure.explain(ex), ex);
		}
	}

	/**
	 * Do something in one transaction, or nothing of it.
	 */
	<T> T write(CredentialPath path, Supplier<T> action) {
		try {
			check(path);
			return Objects.requireNonNull(this.transaction.execute((status) -> action.get()));
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			throw new CredentialConflictException(path, "somebody else was changing it at the same time");
		}
		catch (DataAccessException | TransactionException ex) {
			throw new CredentialUnavailableException(path, this.failure.explain(ex), ex);
		}
	}

	private void check(@Nullable CredentialPath path) {
		if (!this.checked) {
			Integer version = this.reading
				.execute((status) -> sql("select schema_version from {e}").query(Integer.class).single());
			if (version == null || version != CredentialTable.SCHEMA_VERSION) {
				throw new CredentialUnavailableException(path,
						"the schema of the table '%s' has the version %d, but this version of the library works with %d; run the migration that its upgrade notes name"
							.formatted(CredentialTable.NAME, version, CredentialTable.SCHEMA_VERSION),
						null);
			}
			this.checked = true;
		}
	}

	private static TransactionTemplate transaction(DataSource dataSource) {
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
		transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		return transaction;
	}

	private static int seconds(Duration timeout) {
		return (int) Math.min(Math.max(1, timeout.plusMillis(999).toSeconds()), Integer.MAX_VALUE);
	}

}
