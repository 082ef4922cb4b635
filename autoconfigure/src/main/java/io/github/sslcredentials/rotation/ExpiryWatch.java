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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialExpiringEvent;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says in time that credentials in use expire, with a {@link CredentialExpiringEvent} and
 * a line of the log. It looks at what is loaded, about once a minute, and asks nobody but
 * {@link ExpiryNotices}, and that only when a threshold is reached.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class ExpiryWatch implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExpiryWatch.class);

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private static final int MAX_FAILURES = 3;

	private final LoadedCredentials loaded;

	private final ExpiryThresholds thresholds;

	private final ExpiryNotices notices;

	private final Clock clock;

	private final RotationScheduler scheduler;

	private final EventSink events;

	private final BoundedTasks tasks;

	private final Map<CredentialPath, Said> said = new ConcurrentHashMap<>();

	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * Create it. It does nothing by itself before it is started.
	 * @param loaded what is in use
	 * @param thresholds how long before its end it is said that a credential expires
	 * @param notices decides who says it
	 * @param clock tells the time
	 * @param scheduler when to look
	 * @param events is given the events
	 */
	public ExpiryWatch(LoadedCredentials loaded, ExpiryThresholds thresholds, ExpiryNotices notices, Clock clock,
			RotationScheduler scheduler, Consumer<Object> events) {
		this.loaded = loaded;
		this.thresholds = thresholds;
		this.notices = notices;
		this.clock = clock;
		this.scheduler = scheduler;
		this.events = new EventSink(events);
		this.tasks = new BoundedTasks(scheduler, INTERVAL);
	}

	/**
	 * Begin to look from time to time.
	 */
	public void start() {
		if (!this.thresholds.thresholds().isEmpty()) {
			this.scheduler.schedule(() -> {
				this.tasks.start(this, this::check, () -> {
				});
				start();
			}, Backoff.jitter(INTERVAL, ThreadLocalRandom.current().nextDouble()));
		}
	}

	/**
	 * Look now. What cannot be claimed now is claimed the next time.
	 */
	public synchronized void check() {
		this.said.keySet().removeIf((path) -> this.loaded.get(path) == null);
		int failures = 0;
		for (CredentialPath path : this.loaded.paths()) {
			// one path may fail by itself, but if all do, each would be waited for
			if (failures < MAX_FAILURES && !check(path)) {
				failures++;
			}
		}
		if (failures == 0) {
			this.failing.set(false);
		}
	}

	/**
	 * Look at no more.
	 */
	@Override
	public void close() {
		this.tasks.close();
	}

	private boolean check(CredentialPath path) {
		LoadedCredential known = this.loaded.get(path);
		Credential credential = (known != null) ? known.credential() : null;
		Duration threshold = (credential != null) ? reached(credential) : null;
		if (credential == null || threshold == null) {
			return true;
		}
		Said next = new Said(credential.version(), credential.notAfter(), threshold);
		if (next.isSaidBy(this.said.get(path))) {
			return true;
		}
		try {
			boolean claimed = this.notices.claim(path, credential.version(), threshold);
			this.said.put(path, next);
			if (claimed) {
				say(credential, threshold);
			}
			return true;
		}
		catch (CredentialException ex) {
			failed(path, ex);
			return false;
		}
	}

	private @Nullable Duration reached(Credential credential) {
		return this.thresholds.reached(credential.notAfter(), this.clock.instant());
	}

	private void say(Credential credential, Duration threshold) {
		logger.warn("Credential '%s', version %s, expires at %s, fingerprint %s".formatted(credential.path(),
				credential.version(), credential.notAfter(), credential.fingerprint()));
		this.events.publish(new CredentialExpiringEvent(credential.path(), credential.version(),
				credential.fingerprint(), credential.notAfter(), threshold));
	}

	private void failed(CredentialPath path, CredentialException failure) {
		if (this.failing.compareAndSet(false, true)) {
			logger.warn("It could not be decided who says that credential '%s' expires; it is tried again: %s"
				.formatted(path, failure.getMessage()), failure);
		}
	}

	/** What is settled for a version: this threshold, and so all that are larger. */
	private record Said(String version, Instant notAfter, Duration threshold) {

		boolean isSaidBy(@Nullable Said last) {
			return last != null && last.version.equals(this.version) && last.notAfter.equals(this.notAfter)
					&& last.threshold.compareTo(this.threshold) <= 0;
		}

	}

}
