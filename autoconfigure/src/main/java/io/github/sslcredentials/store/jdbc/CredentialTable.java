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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

import io.github.sslcredentials.CredentialPath;
import org.jspecify.annotations.Nullable;

/**
 * The names of the shipped tables, and the statements on them. A row is found by the
 * SHA-256 of its path, so that neither the collation of the database nor the length of a
 * path matters. A hash alone finds nothing: the path beside it is compared as well, in
 * Java.
 */
final class CredentialTable {

	/**
	 * The version of the schema that this code works with.
	 */
	static final int SCHEMA_VERSION = 1;

	static final String NAME = "ssl_credential";

	private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private final String prefix;

	CredentialTable(@Nullable String schema) {
		if (schema != null && !SCHEMA.matcher(schema).matches()) {
			throw new IllegalArgumentException("'%s' is no name of a schema".formatted(schema));
		}
		this.prefix = (schema != null) ? schema + "." : "";
	}

	/**
	 * Put the names of the tables into a statement: {@code {c}} for the versions,
	 * {@code {p}} for the paths, {@code {e}} for the epoch.
	 */
	String sql(String statement) {
		return statement.replace("{c}", this.prefix + NAME)
			.replace("{p}", this.prefix + NAME + "_path")
			.replace("{e}", this.prefix + NAME + "_epoch");
	}

	static byte[] hash(CredentialPath path) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is required of every Java platform", ex);
		}
	}

}
