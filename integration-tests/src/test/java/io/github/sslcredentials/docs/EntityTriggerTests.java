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

package io.github.sslcredentials.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.store.jdbc.CredentialNotifications;
import io.github.sslcredentials.store.jdbc.CredentialNotifications.State;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/stores.md}: the triggers on entities of one's own.
 */
@Timeout(60)
class EntityTriggerTests {

	private static final List<String> IDS = List.of("m-1", "m-2", "m-3");

	private final List<List<String>> batches = new CopyOnWriteArrayList<>();

	@Test
	void triggersNotifyOfEachChange() {
		Database database = TestDatabase.POSTGRES_EMBEDDED.create();
		DriverManagerDataSource dataSource = new DriverManagerDataSource(database.url(), database.user(),
				database.password());
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		jdbc.execute("create table certificate (id bigint primary key, merchant_id text not null)");
		jdbc.execute(script());
		try (CredentialNotifications notifications = new CredentialNotifications(dataSource, dataSource, this::add,
				() -> {
				})) {
			notifications.start();
			Awaitility.await().until(() -> notifications.state() == State.LISTENING);
			jdbc.update("insert into certificate values (1, 'm-1')");
			awaitBatch(0, "m-1");
			jdbc.update("update certificate set merchant_id = 'm-2'");
			awaitBatch(1, "m-1", "m-2");
			jdbc.update("delete from certificate");
			awaitBatch(2, "m-2");
			jdbc.execute("truncate certificate");
			awaitBatch(3, "m-1", "m-2", "m-3");
		}
	}

	private void add(Predicate<CredentialPath> changed) {
		this.batches.add(IDS.stream()
			.filter((id) -> changed.test(CredentialPath.of("Merchant", id, "Certificate", 1)))
			.toList());
	}

	private void awaitBatch(int number, String... ids) {
		Awaitility.await().until(() -> this.batches.size() > number);
		assertThat(this.batches.get(number)).containsExactly(ids);
	}

	private static String script() {
		return Manual.page("docs/stores.md")
			.fences()
			.stream()
			.filter((fence) -> fence.language().equals("sql"))
			.map((fence) -> String.join("\n", fence.content()))
			.filter((text) -> text.contains("pg_notify"))
			.findFirst()
			.orElseThrow();
	}

}
