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

import io.github.sslcredentials.database.TestDatabase;
import org.junit.jupiter.api.Nested;

/**
 * Tests for {@link JdbcCredentialRekeying}, on each database.
 */
class RekeyingTests {

	@Nested
	class OnH2 extends AbstractRekeyingTests {

		OnH2() {
			super(TestDatabase.H2);
		}

	}

	@Nested
	class OnH2File extends AbstractRekeyingTests {

		OnH2File() {
			super(TestDatabase.H2_FILE);
		}

	}

	@Nested
	class OnEmbeddedPostgres extends AbstractRekeyingTests {

		OnEmbeddedPostgres() {
			super(TestDatabase.POSTGRES_EMBEDDED);
		}

	}

	@Nested
	class OnContainerPostgres extends AbstractRekeyingTests {

		OnContainerPostgres() {
			super(TestDatabase.POSTGRES_CONTAINER);
		}

	}

}
