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

package io.github.sslcredentials.autoconfigure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL tells of the database, without asking it. It may have a password in it,
 * and is never printed.
 */
final class DatabaseUrl {

	private static final String H2 = "jdbc:h2:";

	private static final Pattern OTHER_FILE_SYSTEM = Pattern.compile("[a-z0-9]{2,}:.*");

	private final String url;

	private DatabaseUrl(String url) {
		this.url = url;
	}

	static DatabaseUrl of(@Nullable String url) {
		return new DatabaseUrl((url != null) ? url : "");
	}

	boolean isPostgres() {
		return this.url.contains(":postgresql:");
	}

	boolean isH2() {
		return this.url.contains(":h2:");
	}

	boolean isInMemory() {
		return this.url.startsWith(H2 + "mem:");
	}

	/**
	 * Return whether each connection has a database of its own.
	 */
	boolean isPrivateToConnection() {
		return isInMemory() && name().isEmpty();
	}

	/**
	 * Return the file of a database that is embedded in this process, without its ending.
	 */
	@Nullable Path file() {
		if (!this.url.startsWith(H2) || isInMemory()) {
			return null;
		}
		String name = this.url.substring(H2.length()).split(";", 2)[0];
		if (name.startsWith("file:")) {
			name = name.substring("file:".length());
		}
		if (OTHER_FILE_SYSTEM.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
			return null;
		}
		return Path.of(name.startsWith("~") ? System.getProperty("user.home") + name.substring(1) : name);
	}

	boolean isEmbedded() {
		return isInMemory() || file() != null;
	}

	private String name() {
		return this.url.substring((H2 + "mem:").length()).split(";", 2)[0];
	}

	/**
	 * Return the kind of the database, and nothing of the rest.
	 */
	@Override
	public String toString() {
		return isPostgres() ? "PostgreSQL" : isH2() ? "H2" : "another database";
	}

}
