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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Finds credentials in the shipped table. What it returns is sealed; it is opened when
 * the credential is read. Instances may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class JdbcCredentialRepository implements CredentialRepository {

	private static final String FIND = """
			select path, version, state, format, key_id, content from {c}
			where path_hash = ? and state in ('active', 'retired', 'revoked')
			order by case when state = 'active' then 0 else 1 end, sequence desc
			fetch first 1 rows only""";

	private final TableAccess access;

	/**
	 * Create a repository.
	 * @param dataSource gives the connections. While a caller waits for a credential, it
	 * may hold a connection of its own: they should be from another pool
	 * @param schema the schema of the table, or {@code null} for the one that the
	 * connection looks in
	 * @param timeout how long a query may take, rounded up to full seconds
	 */
	public JdbcCredentialRepository(DataSource dataSource, @Nullable String schema, Duration timeout) {
		this.access = new TableAccess(dataSource, schema, timeout);
	}

	/**
	 * Find the version that is in force.
	 * @param path the path
	 * @return the record, or {@code null} if there is none
	 * @throws InvalidCredentialException if the version that was in force last is revoked
	 */
	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		List<Row> rows = this.access.read(path,
				() -> this.access.sql(FIND).param(CredentialTable.hash(path)).query(Row::of).list());
		return rows.isEmpty() ? null : record(path, rows.get(0));
	}

	private static @Nullable CredentialRecord record(CredentialPath path, Row row) {
		if (!row.path().equals(path.toString())) {
			throw new InvalidCredentialException(path, row.version(), Reason.BROKEN_SEAL,
					"its row bears the path of another credential");
		}
		if (row.state() == CredentialState.REVOKED) {
			throw new InvalidCredentialException(path, row.version(), Reason.REVOKED,
					"it was revoked, and no other version is in force; store a new one");
		}
		return (row.state() == CredentialState.ACTIVE) ? CredentialRecord.sealed(row.version(), row.envelope()) : null;
	}

	private record Row(String path, String version, CredentialState state, CredentialEnvelope envelope) {

		private static Row of(ResultSet row, int number) throws SQLException {
			return new Row(row.getString("path"), Long.toString(row.getLong("version")),
					StoredRows.state(row.getString("state")), StoredRows.envelope(row));
		}

	}

}
