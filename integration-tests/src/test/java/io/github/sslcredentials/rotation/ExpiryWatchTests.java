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

package io.github.sslcredentials.rotation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialExpiringEvent;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExpiryWatch}, in the time that the test says.
 */
@Timeout(60)
class ExpiryWatchTests {

	private static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	private static final Instant NOW = Instant.now();

	private static final Duration DAY = Duration.ofDays(1);

	private final RotatingApplication application = new RotatingApplication();

	private final RotationScheduler scheduler = new RotationScheduler();

	private final ExpiryNotices notices = new OwnExpiryNotices();

	private final Map<CredentialPath, RuntimeException> failures = new HashMap<>();

	private final SettableClock clock = new SettableClock();

	private final AtomicInteger claims = new AtomicInteger();

	@AfterEach
	void close() {
		this.scheduler.close();
		this.application.close();
	}

	@Test
	void checkWhenThresholdsAreReachedSaysEachOnce() {
		Credential credential = load(PATH, 60);
		ExpiryWatch watch = watch();
		assertThat(said(watch, 29)).isEmpty();
		assertThat(said(watch, 31)).containsExactly(new CredentialExpiringEvent(PATH, credential.version(),
				credential.fingerprint(), credential.notAfter(), DAY.multipliedBy(30)));
		assertThat(said(watch, 31)).isEmpty();
		assertThat(said(watch, 52)).isEmpty();
		assertThat(thresholds(said(watch, 54))).containsExactly(7L);
		assertThat(thresholds(said(watch, 60))).containsExactly(1L);
		assertThat(said(watch, 61)).isEmpty();
	}

	@Test
	void checkWhenLoadedWithinSeveralThresholdsSaysTheSmallestOnly() {
		load(PATH, 60);
		ExpiryWatch watch = watch();
		assertThat(thresholds(said(watch, 55))).containsExactly(7L);
		assertThat(said(watch, 55)).isEmpty();
	}

	@Test
	void checkWhenClockIsSetBackSaysNothingLarger() {
		load(PATH, 60);
		ExpiryWatch watch = watch();
		said(watch, 55);
		assertThat(said(watch, 40)).isEmpty();
		assertThat(said(watch, 55)).isEmpty();
	}

	@Test
	void checkWhenAnotherVersionIsInForceSaysItOfThat() {
		load(PATH, 60);
		ExpiryWatch watch = watch();
		said(watch, 55);
		this.application.store.put(PATH, record(62));
		this.application.refresh.refresh(PATH);
		assertThat(thresholds(said(watch, 56))).containsExactly(7L);
	}

	@Test
	void checkWhenVersionIsRolledBackDoesNotSayItAgain() {
		CredentialRecord first = record(60);
		load(PATH, first);
		ExpiryWatch watch = watch();
		said(watch, 55);
		this.application.store.put(PATH, record(90));
		this.application.refresh.refresh(PATH);
		said(watch, 55);
		this.application.store.put(PATH, first);
		this.application.refresh.refresh(PATH);
		assertThat(said(watch, 55)).isEmpty();
	}

	@Test
	void checkWhenNoticeCannotBeClaimedSaysItTheNextTimeAndOnce() {
		load(PATH, 60);
		ExpiryWatch watch = watch();
		this.failures.put(PATH, new CredentialUnavailableException(PATH, "the database is down", null));
		assertThat(said(watch, 55)).isEmpty();
		assertThat(said(watch, 55)).isEmpty();
		this.failures.clear();
		assertThat(thresholds(said(watch, 55))).containsExactly(7L);
		assertThat(said(watch, 55)).isEmpty();
	}

	@Test
	void checkWhenOneNoticeFailsSaysTheOthers() {
		load(PATH, 60);
		CredentialPath other = CredentialPath.parse("Employee/wamozart/Address/1");
		load(other, 60);
		this.failures.put(PATH, new CredentialUnavailableException(PATH, "this row is damaged", null));
		assertThat(said(watch(), 55)).extracting(CredentialExpiringEvent::path).containsExactly(other);
	}

	@Test
	void checkWhenAllNoticesFailDoesNotWaitForEach() {
		for (int i = 0; i < 10; i++) {
			CredentialPath path = CredentialPath.of("Tenant", i);
			load(path, 60);
			this.failures.put(path, new CredentialUnavailableException(path, "the database is down", null));
		}
		ExpiryWatch watch = watch();
		assertThat(said(watch, 55)).isEmpty();
		assertThat(this.claims).hasValue(3);
		this.failures.clear();
		assertThat(said(watch, 55)).hasSize(10);
	}

	@Test
	void checkWhenListenerThrowsSaysTheOthers() {
		load(PATH, 60);
		load(CredentialPath.parse("Employee/wamozart/Address/1"), 60);
		ExpiryWatch watch = watch();
		this.application.listener((event) -> {
			this.application.events.add(event);
			throw new IllegalStateException("a listener's own fault");
		});
		assertThat(said(watch, 55)).hasSize(2);
	}

	@Test
	void checkWhenNothingIsReachedClaimsNothing() {
		load(PATH, 60);
		said(watch(), 10);
		assertThat(this.claims).hasValue(0);
	}

	private ExpiryWatch watch() {
		return new ExpiryWatch(this.application.loader.loaded(),
				new ExpiryThresholds(List.of(DAY.multipliedBy(7), DAY.multipliedBy(30), DAY)), this::claim, this.clock,
				this.scheduler, this.application::publish);
	}

	private boolean claim(CredentialPath path, String version, Duration threshold) {
		this.claims.incrementAndGet();
		RuntimeException failure = this.failures.get(path);
		if (failure != null) {
			throw failure;
		}
		return this.notices.claim(path, version, threshold);
	}

	/**
	 * Look on a day, and return what is said.
	 */
	private List<CredentialExpiringEvent> said(ExpiryWatch watch, int day) {
		this.application.events.clear();
		this.clock.now = NOW.plus(DAY.multipliedBy(day));
		watch.check();
		return this.application.events(CredentialExpiringEvent.class);
	}

	private static List<Long> thresholds(List<CredentialExpiringEvent> events) {
		return events.stream().map((event) -> event.threshold().toDays()).toList();
	}

	private Credential load(CredentialPath path, int days) {
		return load(path, record(days));
	}

	private Credential load(CredentialPath path, CredentialRecord record) {
		this.application.store.put(path, record);
		return this.application.registry.credential(path);
	}

	private CredentialRecord record(int days) {
		return this.application.issue("day " + days)
			.client()
			.validity(NOW.minus(DAY), NOW.plus(DAY.multipliedBy(days)))
			.build()
			.record();
	}

	private static final class SettableClock extends Clock {

		private volatile Instant now = NOW;

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
