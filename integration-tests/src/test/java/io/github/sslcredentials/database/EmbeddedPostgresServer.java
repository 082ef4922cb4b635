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

package io.github.sslcredentials.database;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL process, which ends with the JVM.
 *
 * @author SSL Credentials contributors
 */
final class EmbeddedPostgresServer {

	static final EmbeddedPostgresServer INSTANCE = new EmbeddedPostgresServer();

	private final EmbeddedPostgres postgres;

	private EmbeddedPostgresServer() {
		try {
			this.postgres = EmbeddedPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL cannot be started", ex);
		}
	}

	String url() {
		return "jdbc:postgresql://localhost:%d/".formatted(this.postgres.getPort());
	}

}
