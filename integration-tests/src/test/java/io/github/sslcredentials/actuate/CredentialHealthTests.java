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

package io.github.sslcredentials.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.ExpiryThresholds;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what health says of stores and clients.
 */
@Timeout(120)
class CredentialHealthTests {

	private static final CredentialPath ASALIERI = OperatedApplication.ASALIERI;

	private static final CredentialPath WAMOZART = OperatedApplication.WAMOZART;

	private final OperatedApplication application = new OperatedApplication();

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void healthWhenNothingIsLoadedIsUp() {
		JsonNode clients = clients("UP");
		assertThat(clients.get("notLoaded").asInt()).isOne();
		assertThat(store().get("store").asString()).isEqualTo("not asked yet");
		assertThat(this.application.store.queries()).isZero();
	}

	@Test
	void healthWhenStoreIsDownIsUpAndSaysSinceWhen() {
		load(ASALIERI, valid());
		this.application.refresh().refresh();
		Awaitility.await().untilAsserted(() -> assertThat(store().get("store").asString()).isEqualTo("answers"));
		this.application.store.down(true);
		this.application.refresh().refresh();
		Awaitility.await()
			.untilAsserted(() -> assertThat(store().get("store").asString()).startsWith("unreachable since 2"));
		assertThat(store().get("storeFailure").asString()).contains("credentials");
		assertThat(store().has("lastAnswer")).isTrue();
		clients("UP");
	}

	@Test
	void healthWhenClientIsRevokedIsDownAndNamesIt() {
		load(ASALIERI, valid());
		assertThat(clients("UP").get("valid").asInt()).isOne();
		this.application.store.revoke(ASALIERI);
		this.application.refresh().refresh(ASALIERI);
		JsonNode clients = clients("DOWN");
		assertThat(clients.get("revoked").asInt()).isOne();
		assertThat(clients.at("/worst/0/path").asString()).isEqualTo(ASALIERI.toString());
		assertThat(clients.at("/worst/0/state").asString()).isEqualTo("revoked");
	}

	@Test
	void healthWhenTenantIsRevokedIsUp() {
		load(ASALIERI, valid());
		load(WAMOZART, valid());
		this.application.store.revoke(WAMOZART);
		this.application.refresh().refresh(WAMOZART);
		assertThat(this.application.json("sslcredentials/" + WAMOZART).get("state").asString()).isEqualTo("revoked");
		assertThat(clients("UP").get("revoked").asInt()).isZero();
	}

	@Test
	void healthWhenClientExpiresIsUpUntilItHasExpired() {
		load(ASALIERI, endsIn(Duration.ofDays(5)));
		JsonNode clients = clients("UP");
		assertThat(clients.get("expiring").asInt()).isOne();
		assertThat(clients.at("/worst/0/state").asString()).isEqualTo("expiring");
		assertThat(after(Duration.ofDays(4)).getStatus()).isEqualTo(Status.UP);
		Health expired = after(Duration.ofDays(6));
		assertThat(expired.getStatus()).isEqualTo(Status.DOWN);
		assertThat(expired.getDetails()).containsEntry("expired", 1L).containsEntry("expiring", 0L);
	}

	private Health after(Duration duration) {
		ExpiryThresholds thresholds = new ExpiryThresholds(List.of(Duration.ofDays(30)));
		Health health = new CredentialClientsHealthIndicator(
				this.application.context.getBean(CredentialLoader.class).loaded(), () -> Set.of(ASALIERI), thresholds,
				Clock.offset(Clock.systemUTC(), duration))
			.health(true);
		assertThat(health).isNotNull();
		return health;
	}

	private void load(CredentialPath path, CredentialRecord record) {
		this.application.store.put(path, record);
		this.application.load(path);
	}

	private JsonNode clients(String status) {
		JsonNode health = this.application.json("health");
		JsonNode clients = health.at("/components/sslCredentialsClients");
		assertThat(clients.get("status").asString()).isEqualTo(status);
		assertThat(health.get("status").asString()).isEqualTo(status);
		return clients.get("details");
	}

	private JsonNode store() {
		JsonNode store = this.application.json("health").at("/components/sslCredentials");
		assertThat(store.get("status").asString()).isEqualTo("UP");
		return store.get("details");
	}

	private static CredentialRecord valid() {
		return InMemoryApplication.CA.issueClient("valid").record();
	}

	private static CredentialRecord endsIn(Duration duration) {
		Instant now = Instant.now();
		return InMemoryApplication.CA.issue()
			.commonName("expiring")
			.client()
			.validity(now.minus(Duration.ofDays(1)), now.plus(duration))
			.build()
			.record();
	}

}
