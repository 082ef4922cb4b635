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

/**
 * How long to wait before listening is tried again: twice as long each time, with jitter,
 * so that not all instances come back at once.
 */
final class NotificationBackOff {

	static final Duration MIN = Duration.ofMillis(200);

	static final Duration MAX = Duration.ofSeconds(30);

	/**
	 * The number of failures from which on the pace is the slowest.
	 */
	static final int SLOWEST = 8;

	private NotificationBackOff() {
	}

	/**
	 * Return how long to wait.
	 * @param failures how many times in a row it has failed before
	 * @param random from 0 to 1
	 */
	static Duration delay(int failures, double random) {
		long full = Math.min(MAX.toMillis(), MIN.toMillis() << Math.min(Math.max(0, failures), SLOWEST));
		return Duration.ofMillis(Math.max(MIN.toMillis(), Math.round(full * (0.5 + random / 2))));
	}

}
