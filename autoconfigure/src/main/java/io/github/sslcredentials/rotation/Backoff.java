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

/**
 * How long to wait after failures in a row: twice as long each time, up to a bound, and
 * never for all at the same moment.
 *
 * @param first after the first failure
 * @param max at most, before the jitter
 */
record Backoff(Duration first, Duration max) {

	private static final int MAX_DOUBLINGS = 20;

	private static final double JITTER = 0.2;

	/**
	 * Return how long to wait.
	 * @param failures how often it has failed in a row, one or more
	 * @param random from 0 to 1
	 */
	Duration delay(int failures, double random) {
		Duration doubled = this.first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
		return jitter((doubled.compareTo(this.max) < 0) ? doubled : this.max, random);
	}

	/**
	 * Return a duration that differs from the given one by a fifth at most.
	 */
	static Duration jitter(Duration duration, double random) {
		return Duration.ofNanos(Math.round(duration.toNanos() * (1 - JITTER + 2 * JITTER * random)));
	}

}
