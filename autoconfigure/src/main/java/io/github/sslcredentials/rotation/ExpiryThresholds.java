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
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How long before its end it is said that a credential expires.
 * <p>
 * Instances are immutable.
 *
 * @param thresholds the thresholds, the smallest first
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record ExpiryThresholds(List<Duration> thresholds) {

	public ExpiryThresholds {
		for (Duration threshold : thresholds) {
			if (threshold.isZero() || threshold.isNegative()) {
				throw new IllegalArgumentException(
						"'thresholds' must be positive, but one is '%s'".formatted(threshold));
			}
		}
		thresholds = thresholds.stream().sorted().distinct().toList();
	}

	/**
	 * Return the smallest threshold that is reached.
	 * @param notAfter when a credential expires
	 * @param now the time
	 * @return the threshold, or {@code null} if none is reached yet
	 */
	public @Nullable Duration reached(Instant notAfter, Instant now) {
		Duration left = Duration.between(now, notAfter);
		for (Duration threshold : this.thresholds) {
			if (left.compareTo(threshold) <= 0) {
				return threshold;
			}
		}
		return null;
	}

}
