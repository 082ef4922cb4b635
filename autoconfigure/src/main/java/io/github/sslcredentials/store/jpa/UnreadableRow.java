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

package io.github.sslcredentials.store.jpa;

import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.InvalidCredentialException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells a row that cannot be read from a database that cannot be asked: a failure of
 * JDBC, except for what it says of a value, concerns all rows.
 */
final class UnreadableRow {

	private static final Log logger = LogFactory.getLog(UnreadableRow.class);

	private static final String DATA_EXCEPTION = "22";

	private static final String VERSION = "unreadable";

	private UnreadableRow() {
	}

	static boolean isStoreFailure(RuntimeException failure) {
		SQLException thrown = cause(failure, SQLException.class);
		return thrown != null && !String.valueOf(thrown.getSQLState()).startsWith(DATA_EXCEPTION);
	}

	/**
	 * Return the version of what cannot be read: to find it says why.
	 */
	static CredentialVersion version(CredentialPath path, RuntimeException failure) {
		logger.debug("The version of the credential '%s' could not be read".formatted(path), failure);
		InvalidCredentialException invalid = cause(failure, InvalidCredentialException.class);
		return CredentialVersion.of((invalid != null) ? invalid.version() : VERSION);
	}

	private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Throwable cause = failure;
		while (cause != null && seen.add(cause)) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
			cause = cause.getCause();
		}
		return null;
	}

}
