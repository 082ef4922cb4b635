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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.CredentialVersion;
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
			select path, version, state, sequence, format, key_id, content from {c}
			where path_hash = ? and state in ('active', 'retired', 'revoked')
			order by case when state = 'active' then 0 else 1 end, sequence desc
			fetch first 1 rows only""";

	private final TableAccess access;

	private final TableEpoch epoch;

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
		this.epoch = new TableEpoch(this.access);
	}

	/**
	 * Find the version that is in force.
	 * @param path the path
	 * @return the record, or {@code null} if there is none
	 * @throws InvalidCredentialException if the version that was in force last is revoked
	 */
	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		String epoch = this.epoch.last(path);
		List<Row> rows = this.access.read(path,
				() -> this.access.sql(FIND).param(CredentialTable.hash(path)).query(Row::of).list());
		return rows.isEmpty() ? null : record(path, rows.get(0), epoch);
	}

	/**
	 * Return which versions are in force under the given paths, by one statement for 500
	 * of them. A path that has no version in force any more is told from one of which the
	 * table knows nothing, or whose rows have gone without a trace: it has a version that
	 * says {@linkplain CredentialVersion#none none}, or which one was revoked last.
	 * @param paths the paths
	 * @return the versions, by their paths
	 */
	@Override
	public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		this.epoch.prepare(null);
		Map<CredentialPath, CredentialVersion> versions = new HashMap<>();
		List<CredentialPath> all = List.copyOf(paths);
		for (int from = 0; from < all.size(); from += VersionsQuery.MAX_PATHS) {
			List<CredentialPath> some = all.subList(from, Math.min(from + VersionsQuery.MAX_PATHS, all.size()));
			VersionsQuery query = new VersionsQuery(this.access, some);
			versions.putAll(this.access.read(null, () -> query.run(this.epoch.read())));
		}
		return versions;
	}

	private static @Nullable CredentialRecord record(CredentialPath path, Row row, String epoch) {
		if (!row.path().equals(path.toString())) {
			throw new InvalidCredentialException(path, row.version(), Reason.BROKEN_SEAL,
					"its row bears the path of another credential");
		}
		if (row.state() == CredentialState.REVOKED) {
			throw new InvalidCredentialException(path, row.version(), Reason.REVOKED,
					"it was revoked, and no other version is in force; store a new one");
		}
		return (row.state() == CredentialState.ACTIVE)
				? CredentialRecord.sealed(row.version(), row.envelope(), new CredentialOrder(epoch, row.sequence()))
				: null;
	}

	private record Row(String path, String version, CredentialState state, long sequence, CredentialEnvelope envelope) {

		private static Row of(ResultSet row, int number) throws SQLException {
			return new Row(row.getString("path"), Long.toString(row.getLong("version")),
					StoredRows.state(row.getString("state")), row.getLong("sequence"), StoredRows.envelope(row));
		}

	}

}
