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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.app.InMemoryApplication;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the meters.
 */
@Timeout(120)
class CredentialMetricsTests {

	private static final CredentialPath ASALIERI = OperatedApplication.ASALIERI;

	private final OperatedApplication application = new OperatedApplication();

	private final MeterRegistry registry = this.application.context.getBean(MeterRegistry.class);

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void rotationsAreCountedByOutcome() {
		this.application.store.put(ASALIERI, record(Duration.ofDays(90)));
		this.application.load(ASALIERI);
		this.application.store.put(ASALIERI, record(Duration.ofDays(90)));
		this.application.refresh().refresh(ASALIERI);
		this.application.store.put(ASALIERI, CredentialRecord.pem("no key", "no certificate"));
		assertThatException().isThrownBy(() -> this.application.refresh().refresh(ASALIERI));
		this.application.store.revoke(ASALIERI);
		this.application.refresh().refresh(ASALIERI);
		assertThat(List.of(count("rotations", "rotated"), count("rotations", "failed"), count("rotations", "revoked")))
			.containsExactly(1.0, 1.0, 1.0);
	}

	@Test
	void refreshesAreCountedByOutcome() {
		assertThat(gauge("store.age")).isNaN();
		this.application.refresh().refresh();
		Awaitility.await().until(() -> count("refreshes", "success") == 1);
		assertThat(gauge("store.age")).isNotNegative();
		this.application.store.put(ASALIERI, record(Duration.ofDays(90)));
		this.application.load(ASALIERI);
		this.application.store.down(true);
		this.application.refresh().refresh();
		Awaitility.await().until(() -> count("refreshes", "failure") == 1);
		assertThat(count("refreshes", "success")).isEqualTo(1);
	}

	@Test
	void loadedAndExpiringAreCounted() {
		assertThat(gauge("loaded")).isZero();
		load("tenant-1", Duration.ofHours(5));
		load("tenant-2", Duration.ofDays(5));
		load("tenant-3", Duration.ofDays(20));
		load("tenant-4", Duration.ofDays(90));
		assertThat(gauge("loaded")).isEqualTo(4);
		assertThat(List.of(expiring("expired"), expiring("1d"), expiring("7d"), expiring("30d"))).containsExactly(0.0,
				1.0, 2.0, 3.0);
		assertThat(gauge("draining")).isZero();
	}

	@Test
	void tagsAreBounded() {
		Set<Meter.Id> before = ids();
		load("tenant-1", Duration.ofDays(5));
		load("tenant-2", Duration.ofDays(5));
		assertThat(before).hasSize(12);
		assertThat(ids()).isEqualTo(before);
	}

	private Set<Meter.Id> ids() {
		return this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("ssl.credentials."))
			.collect(Collectors.toSet());
	}

	private void load(String tenant, Duration left) {
		CredentialPath path = CredentialPath.of("Tenant", tenant);
		this.application.store.put(path, record(left));
		this.application.load(path);
	}

	private double count(String name, String outcome) {
		return this.registry.get("ssl.credentials." + name).tag("outcome", outcome).functionCounter().count();
	}

	private double gauge(String name) {
		return this.registry.get("ssl.credentials." + name).gauge().value();
	}

	private double expiring(String within) {
		return this.registry.get("ssl.credentials.expiring").tag("within", within).gauge().value();
	}

	private static CredentialRecord record(Duration left) {
		Instant now = Instant.now();
		return InMemoryApplication.CA.issue()
			.commonName("tenant")
			.client()
			.validity(now.minus(Duration.ofDays(1)), now.plus(left))
			.build()
			.record();
	}

}
