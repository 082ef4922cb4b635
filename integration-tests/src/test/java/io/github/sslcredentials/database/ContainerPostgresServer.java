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

import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL in a container, which ends with the JVM.
 *
 * @author SSL Credentials contributors
 */
final class ContainerPostgresServer {

	static final ContainerPostgresServer INSTANCE = new ContainerPostgresServer();

	@SuppressWarnings("resource") // closed when the JVM ends
	private final PostgreSQLContainer postgres = new PostgreSQLContainer(LocalDocker.POSTGRES_IMAGE);

	private ContainerPostgresServer() {
		this.postgres.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.postgres::stop));
	}

	String url() {
		return "jdbc:postgresql://%s:%d/".formatted(this.postgres.getHost(),
				this.postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
	}

	String user() {
		return this.postgres.getUsername();
	}

	String password() {
		return this.postgres.getPassword();
	}

}
