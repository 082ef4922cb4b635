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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.store.jdbc.CredentialNotifications.State;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps which of some paths were notified, by batches.
 */
final class NotificationLog {

	final List<Set<CredentialPath>> batches = new CopyOnWriteArrayList<>();

	final AtomicInteger reconnected = new AtomicInteger();

	private final List<CredentialPath> known;

	NotificationLog(List<CredentialPath> known) {
		this.known = known;
	}

	CredentialNotifications start(DataSource dedicated, DataSource pool) {
		CredentialNotifications notifications = new CredentialNotifications(dedicated, pool, this::add,
				this.reconnected::incrementAndGet, Duration.ofSeconds(2), Duration.ofMillis(200));
		notifications.start();
		return notifications;
	}

	private void add(Predicate<CredentialPath> changed) {
		this.batches.add(this.known.stream().filter(changed).collect(Collectors.toSet()));
	}

	void awaitBatch(CredentialPath last) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.batches).anySatisfy((batch) -> assertThat(batch).contains(last)));
	}

	static void await(CredentialNotifications notifications, State state) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> notifications.state() == state);
	}

}
