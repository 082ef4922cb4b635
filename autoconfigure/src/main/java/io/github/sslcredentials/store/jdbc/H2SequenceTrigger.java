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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

import org.h2.tools.TriggerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Draws the sequence of a stored version on H2, which calls it by its name: when a
 * version is stored or deleted, and when its state or content changes, but not when it is
 * sealed under another key. The row of the path stays locked until the end of the
 * transaction.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class H2SequenceTrigger extends TriggerAdapter {

	/**
	 * Create the trigger. H2 does so when it opens the database.
	 */
	public H2SequenceTrigger() {
	}

	@Override
	public void fire(Connection connection, @Nullable ResultSet oldRow, @Nullable ResultSet newRow)
			throws SQLException {
		if (newRow == null) {
			if (oldRow != null) {
				next(connection, oldRow.getBytes("path_hash"), activeVersion(oldRow), null);
			}
			return;
		}
		if (oldRow != null && isSame("state", oldRow, newRow) && isSame("fingerprint", oldRow, newRow)) {
			newRow.updateLong("sequence", oldRow.getLong("sequence"));
			return;
		}
		Long ended = (oldRow != null) ? activeVersion(oldRow) : null;
		newRow.updateLong("sequence", next(connection, newRow.getBytes("path_hash"), ended, activeVersion(newRow)));
		if (oldRow != null) {
			newRow.updateObject("changed_at", OffsetDateTime.now(ZoneOffset.UTC));
		}
	}

	private long next(Connection connection, byte[] pathHash, @Nullable Long ended, @Nullable Long activated)
			throws SQLException {
		String paths = "\"%s\".%s_path".formatted(this.schemaName, CredentialTable.NAME);
		try (PreparedStatement update = connection.prepareStatement("""
				update %s set sequence = sequence + 1,
					active_version = coalesce(cast(? as bigint), nullif(active_version, cast(? as bigint)))
				where path_hash = ?""".formatted(paths));
				PreparedStatement select = connection
					.prepareStatement("select sequence from %s where path_hash = ?".formatted(paths))) {
			update.setObject(1, activated, Types.BIGINT);
			update.setObject(2, ended, Types.BIGINT);
			update.setBytes(3, pathHash);
			update.executeUpdate();
			select.setBytes(1, pathHash);
			try (ResultSet sequence = select.executeQuery()) {
				return sequence.next() ? sequence.getLong(1) : 0;
			}
		}
	}

	private static @Nullable Long activeVersion(ResultSet row) throws SQLException {
		return "active".equals(row.getString("state")) ? row.getLong("version") : null;
	}

	private static boolean isSame(String column, ResultSet oldRow, ResultSet newRow) throws SQLException {
		return Objects.equals(oldRow.getString(column), newRow.getString(column));
	}

}
