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
import java.util.HexFormat;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.encryption.ContentSealer;

/**
 * A stored version with its content, found by another column than that of its path.
 */
final class SealedRow {

	private final byte[] pathHash;

	private final String path;

	private final long version;

	private final CredentialEnvelope envelope;

	SealedRow(ResultSet row) throws SQLException {
		this.pathHash = row.getBytes("path_hash");
		this.path = row.getString("path");
		this.version = row.getLong("version");
		this.envelope = StoredRows.envelope(row);
	}

	byte[] pathHash() {
		return this.pathHash;
	}

	long version() {
		return this.version;
	}

	String versionName() {
		return Long.toString(this.version);
	}

	CredentialEnvelope envelope() {
		return this.envelope;
	}

	/**
	 * A path that somebody has changed is none; its row is named by the hash.
	 */
	CredentialPath path() {
		CredentialPath path = StoredRows.path(this.pathHash, this.path);
		if (path != null) {
			return path;
		}
		throw new InvalidCredentialException(CredentialPath.of("path_hash", HexFormat.of().formatHex(this.pathHash)),
				versionName(), Reason.BROKEN_SEAL, "its row bears the path of another credential");
	}

	/**
	 * Open the content, which the caller overwrites after use.
	 */
	byte[] open(ContentSealer sealer) {
		return sealer.open(this.envelope, path(), versionName());
	}

}
