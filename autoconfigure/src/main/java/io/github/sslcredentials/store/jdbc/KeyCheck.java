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

import java.util.Arrays;
import java.util.List;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.encryption.ContentSealer;

/**
 * Compares the key that seals with what the table has under its id, since the id says
 * nothing of the bytes. One row may have been changed by somebody: so the key is another
 * one only if none of several rows opens.
 */
final class KeyCheck {

	private static final String SELECT = """
			select path_hash, path, version, format, key_id, content from {c}
			where key_id = ? and format = ? fetch first 3 rows only""";

	private final TableAccess access;

	private final ContentSealer sealer;

	KeyCheck(TableAccess access, ContentSealer sealer) {
		this.access = access;
		this.sealer = sealer;
	}

	/**
	 * Refuse, within a transaction, what is to be written under another key of that id.
	 */
	void check(CredentialPath path, CredentialEnvelope sealed) {
		if (sealed.format() != CredentialEnvelope.SEALED) {
			return;
		}
		List<SealedRow> rows = this.access.sql(SELECT)
			.param(sealed.keyId())
			.param(sealed.format())
			.query((row, number) -> new SealedRow(row))
			.list();
		if (!rows.isEmpty() && rows.stream().noneMatch(this::opens)) {
			throw new CredentialUnavailableException(path,
					"the key '%s' is not the one that the table's versions are sealed under, nothing was stored; see that 'ssl.encryption.keys.%s' has the same bytes on all instances"
						.formatted(sealed.keyId(), sealed.keyId()),
					null);
		}
	}

	private boolean opens(SealedRow row) {
		try {
			Arrays.fill(row.open(this.sealer), (byte) 0);
			return true;
		}
		catch (InvalidCredentialException ex) {
			return false;
		}
	}

}
