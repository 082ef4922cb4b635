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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Four JVMs on one PostgreSQL call a partner all the while, and take up what a fifth
 * stores. By the partner's record no request fails, and none shows a version again that
 * another one has followed. How long it takes is reported, beside a bare notification.
 */
@Timeout(180)
class RotationSpreadTests {

	private static final int INSTANCES = 4;

	private static final int ROTATIONS = 10;

	private final Map<String, Long> firstSeen = new ConcurrentHashMap<>();

	private final MutualTlsPartner partner = InMemoryApplication.partner().handler(this::answer).start();

	private final Database database = TestDatabase.POSTGRES_EMBEDDED.create();

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor();
		}
		this.partner.close();
	}

	@Test
	void allInstancesTakeUpEachVersionAndFailNoRequest() {
		TableApplication.runner(this.database)
			.withPropertyValues("ssl.store.initialize-schema=always", "ssl.refresh.notify=off")
			.run((operator) -> {
				TableApplication.store(operator, "v0");
				for (int i = 0; i < INSTANCES; i++) {
					this.processes.add(CallingProcess.start(this.database, this.partner.uri("/" + i)));
				}
				awaitSeen("v0");
				report(rotate(operator), notifications());
				cutAllConnections();
				TableApplication.store(operator, "after the cut");
				awaitSeen("after the cut");
			});
		assertThat(this.processes).as("no request has failed").allMatch(Process::isAlive);
		assertThat(this.partner.failures()).isEmpty();
		assertNoneGoesBack();
	}

	private List<Long> rotate(AssertableApplicationContext operator) {
		List<Long> latencies = new ArrayList<>();
		for (int i = 1; i <= ROTATIONS; i++) {
			TableApplication.store(operator, "v" + i);
			long committed = System.nanoTime();
			awaitSeen("v" + i);
			for (int instance = 0; instance < INSTANCES; instance++) {
				latencies.add(this.firstSeen.getOrDefault(key("CN=v" + i, "/" + instance), 0L) - committed);
			}
		}
		return latencies;
	}

	/** For a while nobody can connect, either. */
	private void cutAllConnections() throws SQLException {
		String name = this.database.url().substring(this.database.url().lastIndexOf('/') + 1);
		String server = this.database.url().substring(0, this.database.url().lastIndexOf('/')) + "/postgres";
		try (Connection connection = DriverManager.getConnection(server, this.database.user(),
				this.database.password()); Statement statement = connection.createStatement()) {
			statement.execute("alter database %s allow_connections false".formatted(name));
			statement
				.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(name));
			int served = this.partner.requests().size();
			Awaitility.await().until(() -> this.partner.requests().size() > served + 200);
			statement.execute("alter database %s allow_connections true".formatted(name));
		}
	}

	/** How long a bare notification takes, which is the least that all of this could. */
	private List<Long> notifications() throws SQLException {
		List<Long> latencies = new ArrayList<>();
		try (Connection listening = connect();
				Connection sending = connect();
				Statement listen = listening.createStatement();
				Statement send = sending.createStatement()) {
			listen.execute("listen bare");
			for (int i = 0; i < INSTANCES * ROTATIONS; i++) {
				send.execute("notify bare");
				long sent = System.nanoTime();
				assertThat(listening.unwrap(PGConnection.class).getNotifications(10_000)).hasSize(1);
				latencies.add(System.nanoTime() - sent);
			}
		}
		return latencies;
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.database.url(), this.database.user(), this.database.password());
	}

	private void awaitSeen(String name) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60)).until(() -> {
			for (int instance = 0; instance < INSTANCES; instance++) {
				if (!this.firstSeen.containsKey(key("CN=" + name, "/" + instance))) {
					return false;
				}
			}
			return true;
		});
	}

	/** Requests of one instance are recorded in the order in which they have arrived. */
	private void assertNoneGoesBack() {
		for (int instance = 0; instance < INSTANCES; instance++) {
			String target = "/" + instance;
			List<String> seen = new ArrayList<>();
			for (PartnerRequest request : this.partner.requests()) {
				String name = String.valueOf(request.seenAs());
				if (request.target().equals(target) && (seen.isEmpty() || !seen.get(seen.size() - 1).equals(name))) {
					seen.add(name);
				}
			}
			assertThat(seen).as("versions in the order in which instance %d has shown them", instance)
				.doesNotHaveDuplicates()
				.hasSize(ROTATIONS + 2);
		}
	}

	private PartnerResponse answer(PartnerRequest request) {
		this.firstSeen.putIfAbsent(key(String.valueOf(request.seenAs()), request.target()), System.nanoTime());
		return PartnerResponse.json("{}");
	}

	private static String key(String name, String target) {
		return name + " " + target;
	}

	private static void report(List<Long> latencies, List<Long> notifications) {
		System.out.println(
				"From the commit to the first request with the new certificate: p50 %d ms, p99 %d ms, of %d; a bare notification: p50 %d ms, p99 %d ms"
					.formatted(percentile(latencies, 50), percentile(latencies, 99), latencies.size(),
							percentile(notifications, 50), percentile(notifications, 99)));
	}

	private static long percentile(List<Long> nanos, int percent) {
		List<Long> sorted = nanos.stream().sorted().toList();
		return TimeUnit.NANOSECONDS.toMillis(sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)));
	}

}
