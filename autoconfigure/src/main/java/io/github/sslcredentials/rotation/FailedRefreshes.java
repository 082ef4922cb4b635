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

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;

/**
 * Which changed credentials could not be taken up, and when to try again. Another change
 * is tried at once.
 */
final class FailedRefreshes {

	static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

	private final Map<CredentialPath, Failed> failed = new ConcurrentHashMap<>();

	private final LongSupplier nanos;

	FailedRefreshes(LongSupplier nanos) {
		this.nanos = nanos;
	}

	boolean isDue(CredentialPath path, @Nullable CredentialVersion seen) {
		Failed last = this.failed.get(path);
		return last == null || !Objects.equals(last.seen(), seen) || this.nanos.getAsLong() - last.next() >= 0;
	}

	/**
	 * Add a failure.
	 * @return how often it has failed in a row, and when it is tried again
	 */
	Failed add(CredentialPath path, @Nullable CredentialVersion seen, CredentialException failure) {
		return this.failed.compute(path, (key, last) -> {
			int count = (last != null) ? last.count() + 1 : 1;
			Duration delay = BACKOFF.delay(count, ThreadLocalRandom.current().nextDouble());
			return new Failed(seen, count, this.nanos.getAsLong() + delay.toNanos(), delay, failure);
		});
	}

	void remove(CredentialPath path) {
		this.failed.remove(path);
	}

	@Nullable CredentialException get(CredentialPath path) {
		Failed last = this.failed.get(path);
		return (last != null) ? last.failure() : null;
	}

	int size() {
		return this.failed.size();
	}

	/**
	 * Forget those that are not in use any more.
	 */
	void retain(Collection<CredentialPath> paths) {
		this.failed.keySet().retainAll(Set.copyOf(paths));
	}

	record Failed(@Nullable CredentialVersion seen, int count, long next, Duration delay, CredentialException failure) {
	}

}
