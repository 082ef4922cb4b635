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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.StoredCredential;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowMapper;

/**
 * What the columns of a stored version are in Java.
 */
final class StoredRows {

	/**
	 * The columns that {@link #metadata} reads.
	 */
	static final String METADATA = "path_hash, path, version, state, sequence, key_id, fingerprint, not_before, not_after, stored_at, changed_at";

	private StoredRows() {
	}

	/**
	 * Return a mapper of rows that were found by the hash of the given path, whatever
	 * text they bear.
	 */
	static RowMapper<StoredCredential> metadata(CredentialPath path) {
		return (row, number) -> metadata(row, path);
	}

	static StoredCredential metadata(ResultSet row, CredentialPath path) throws SQLException {
		return new StoredCredential(path, Long.toString(row.getLong("version")), state(row.getString("state")),
				row.getLong("sequence"), row.getString("key_id"), row.getString("fingerprint"),
				instant(row, "not_before"), instant(row, "not_after"), instant(row, "stored_at"),
				instant(row, "changed_at"));
	}

	/**
	 * Return the path of a row, or {@code null} if somebody has changed its text.
	 */
	static @Nullable CredentialPath path(byte[] hash, String text) {
		try {
			CredentialPath path = CredentialPath.parse(text);
			return Arrays.equals(hash, CredentialTable.hash(path)) ? path : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	static CredentialEnvelope envelope(ResultSet row) throws SQLException {
		return CredentialEnvelope.of(row.getInt("format"), row.getString("key_id"), row.getBytes("content"));
	}

	static CredentialState state(String text) {
		return CredentialState.valueOf(text.toUpperCase(Locale.ROOT));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
