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
import java.util.concurrent.atomic.LongAdder;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRevokedEvent;
import io.github.sslcredentials.CredentialRotatedEvent;
import io.github.sslcredentials.CredentialRotationFailedEvent;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import io.github.sslcredentials.rotation.Draining;
import io.github.sslcredentials.rotation.RefreshStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.event.EventListener;

/**
 * Meters of what is loaded and how it changes. No tag has the name of a path, a client or
 * a version, so that their number is fixed. What has happened before a registry is bound
 * counts as well.
 * <p>
 * It may be used by several threads at once, and asks no store.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialMetrics implements MeterBinder {

	private static final String PREFIX = "ssl.credentials.";

	private static final String OUTCOME = "outcome";

	private final LoadedCredentials loaded;

	private final Draining draining;

	private final RefreshStatus status;

	private final Clock clock;

	private final LongAdder rotated = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder revoked = new LongAdder();

	/**
	 * Create meters.
	 * @param loaded what is loaded
	 * @param draining knows what of old versions is in use
	 * @param status how the stores answer
	 * @param clock tells what expires
	 */
	public CredentialMetrics(LoadedCredentials loaded, Draining draining, RefreshStatus status, Clock clock) {
		this.loaded = loaded;
		this.draining = draining;
		this.status = status;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(PREFIX + "refreshes", this.status, RefreshStatus::answers)
			.description("How often the stores were asked for changes")
			.tag(OUTCOME, "success")
			.register(registry);
		FunctionCounter.builder(PREFIX + "refreshes", this.status, RefreshStatus::failures)
			.description("How often the stores were asked for changes")
			.tag(OUTCOME, "failure")
			.register(registry);
		rotations(registry, "rotated", this.rotated);
		rotations(registry, "failed", this.failed);
		rotations(registry, "revoked", this.revoked);
		Gauge.builder(PREFIX + "store.age", this.status, CredentialMetrics::age)
			.description("How long ago the stores have answered last for all that is loaded")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder(PREFIX + "draining", this.draining, Draining::inUse)
			.description("Exchanges and connections of old versions that are in use")
			.register(registry);
		Gauge.builder(PREFIX + "loaded", this.loaded, (known) -> known.paths().size())
			.description("Credentials that are loaded")
			.register(registry);
		expiring(registry, "expired", Duration.ZERO);
		expiring(registry, "1d", Duration.ofDays(1));
		expiring(registry, "7d", Duration.ofDays(7));
		expiring(registry, "30d", Duration.ofDays(30));
	}

	private static void rotations(MeterRegistry registry, String outcome, LongAdder count) {
		FunctionCounter.builder(PREFIX + "rotations", count, LongAdder::sum)
			.description("Changes of credentials")
			.tag(OUTCOME, outcome)
			.register(registry);
	}

	private void expiring(MeterRegistry registry, String tag, Duration within) {
		Gauge.builder(PREFIX + "expiring", this, (metrics) -> metrics.expiringWithin(within))
			.description("Credentials that are loaded, and expire within a time or have expired")
			.tag("within", tag)
			.register(registry);
	}

	private int expiringWithin(Duration within) {
		Instant end = this.clock.instant().plus(within);
		int count = 0;
		for (CredentialPath path : this.loaded.paths()) {
			LoadedCredential known = this.loaded.get(path);
			Credential credential = (known != null) ? known.credential() : null;
			if (credential != null && credential.notAfter().isBefore(end)) {
				count++;
			}
		}
		return count;
	}

	private static double age(RefreshStatus status) {
		Duration sinceAnswer = status.sinceAnswer();
		return (sinceAnswer != null) ? sinceAnswer.toMillis() / 1000.0 : Double.NaN;
	}

	@EventListener
	void rotated(CredentialRotatedEvent event) {
		this.rotated.increment();
	}

	@EventListener
	void revoked(CredentialRevokedEvent event) {
		this.revoked.increment();
	}

	@EventListener
	void failed(CredentialRotationFailedEvent event) {
		if (event.path() != null) {
			this.failed.increment();
		}
	}

}
