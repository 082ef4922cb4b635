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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that asks for the versions of many paths. The number of its
 * parameters is a power of two, so that a database plans few of its kind.
 */
final class VersionsQuery {

	/**
	 * How many paths one statement asks for at most.
	 */
	static final int MAX_PATHS = 512;

	private static final String SELECT = """
			select path_hash, path_sequence, active_version, path, version, state, sequence from (
				select p.path_hash, p.sequence as path_sequence, p.active_version,
					c.path, c.version, c.state, c.sequence,
					row_number() over (partition by p.path_hash
						order by case when c.state = 'active' then 0 else 1 end, c.sequence desc) as place
				from {p} p left join {c} c
					on c.path_hash = p.path_hash and c.state in ('active', 'retired', 'revoked')
				where p.path_hash in ({paths})) chosen
			where place = 1""";

	private final TableAccess access;

	private final Map<String, CredentialPath> paths = new HashMap<>();

	private final List<byte[]> parameters = new ArrayList<>();

	VersionsQuery(TableAccess access, Collection<CredentialPath> paths) {
		this.access = access;
		for (CredentialPath path : paths) {
			byte[] hash = CredentialTable.hash(path);
			if (this.paths.put(HexFormat.of().formatHex(hash), path) == null) {
				this.parameters.add(hash);
			}
		}
		int size = Integer.highestOneBit(Math.max(1, this.parameters.size() - 1)) * 2;
		while (!this.parameters.isEmpty() && this.parameters.size() < size) {
			this.parameters.add(this.parameters.get(0));
		}
	}

	/**
	 * Ask for the versions, in the caller's transaction.
	 */
	Map<CredentialPath, CredentialVersion> run(String epoch) {
		Map<CredentialPath, CredentialVersion> versions = new HashMap<>();
		if (!this.parameters.isEmpty()) {
			String markers = "?, ".repeat(this.parameters.size() - 1) + "?";
			this.access.sql(SELECT.replace("{paths}", markers)).params(this.parameters).query((row) -> {
				add(row, epoch, versions);
			});
		}
		return versions;
	}

	private void add(ResultSet row, String epoch, Map<CredentialPath, CredentialVersion> versions) throws SQLException {
		CredentialPath path = this.paths.get(HexFormat.of().formatHex(row.getBytes("path_hash")));
		CredentialVersion version = (path != null) ? version(row, path, epoch) : null;
		if (path != null && version != null) {
			versions.put(path, version);
		}
	}

	/**
	 * A version that is in force has the sequence with which it came into force. What was
	 * in force last may have been deleted since, or revoked long ago: that nothing is in
	 * force has the sequence of the last change under the path.
	 */
	private static @Nullable CredentialVersion version(ResultSet row, CredentialPath path, String epoch)
			throws SQLException {
		CredentialOrder last = new CredentialOrder(epoch, row.getLong("path_sequence"));
		String state = row.getString("state");
		if (state != null) {
			String version = Long.toString(row.getLong("version"));
			CredentialState found = StoredRows.state(state);
			if (found == CredentialState.ACTIVE || !path.toString().equals(row.getString("path"))) {
				return CredentialVersion.of(version).withOrder(new CredentialOrder(epoch, row.getLong("sequence")));
			}
			if (found == CredentialState.REVOKED && !isActiveMissing(row)) {
				return CredentialVersion.revoked(version).withOrder(last);
			}
		}
		return isActiveMissing(row) ? null : CredentialVersion.none(last);
	}

	/**
	 * A row that was in force has gone, and no trigger was told of it: it was truncated.
	 */
	private static boolean isActiveMissing(ResultSet row) throws SQLException {
		return row.getObject("active_version") != null;
	}

}
