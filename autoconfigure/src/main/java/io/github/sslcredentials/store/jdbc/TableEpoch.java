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
import java.util.Set;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which history of the database its sequences belong to: the text in the epoch's row, and
 * on PostgreSQL the timeline, which each promotion of a standby raises. A standby does
 * not know whether the history that it follows has ended: its epoch is empty.
 */
final class TableEpoch {

	private static final Log logger = LogFactory.getLog(TableEpoch.class);

	private static final Set<String> UNSUPPORTED = Set.of("0A", "42", "55", "90");

	private final TableAccess access;

	private volatile @Nullable Source source;

	private volatile String last = "";

	TableEpoch(TableAccess access) {
		this.access = access;
	}

	/**
	 * Return the epoch that was read last, which is read at the first use.
	 */
	String last(CredentialPath path) {
		prepare(path);
		return this.last;
	}

	/**
	 * Find out what the database can tell, in transactions of its own: one in which a
	 * statement has failed is of no use any more.
	 */
	void prepare(@Nullable CredentialPath path) {
		if (this.source != null) {
			return;
		}
		for (Source source : Source.values()) {
			try {
				this.last = this.access.read(path, () -> read(source));
				this.source = source;
				return;
			}
			catch (CredentialUnavailableException ex) {
				if (source == Source.ROW || !isUnsupported(ex)) {
					throw ex;
				}
				logger.debug("This database cannot tell its %s".formatted(source.what), ex);
			}
		}
	}

	/**
	 * Read the epoch, after it was {@linkplain #prepare prepared}, in the caller's
	 * transaction.
	 */
	String read() {
		Source source = this.source;
		String epoch = read((source != null) ? source : Source.ROW);
		this.last = epoch;
		return epoch;
	}

	private String read(Source source) {
		return this.access.sql(source.select).query((row, number) -> epoch(row)).single();
	}

	private static String epoch(ResultSet row) throws SQLException {
		String timeline = row.getString("timeline");
		if (row.getBoolean("standby")) {
			return "";
		}
		return (timeline != null) ? row.getString("epoch") + ":" + timeline : row.getString("epoch");
	}

	private static boolean isUnsupported(CredentialUnavailableException failure) {
		String state = TableFailure.state(failure);
		return state != null && state.length() > 2 && UNSUPPORTED.contains(state.substring(0, 2));
	}

	/**
	 * From what tells most to what each database has.
	 */
	private enum Source {

		TIMELINE("timeline", "pg_is_in_recovery()",
				"case when pg_is_in_recovery() then null else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end"),

		RECOVERY("state of recovery", "pg_is_in_recovery()", "null"),

		ROW("epoch", "false", "null");

		private final String what;

		private final String select;

		Source(String what, String standby, String timeline) {
			this.what = what;
			this.select = "select epoch, %s as standby, %s as timeline from {e}".formatted(standby, timeline);
		}

	}

}
