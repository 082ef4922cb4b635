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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationBackOff}.
 */
class NotificationBackOffTests {

	@Test
	void delayDoublesUpToItsLimit() {
		assertThat(
				IntStream.range(0, 10).mapToObj((failures) -> (int) NotificationBackOff.delay(failures, 1).toMillis()))
			.containsExactly(200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000);
	}

	@Test
	void delayIsSpreadOverHalfOfIt() {
		assertThat(NotificationBackOff.delay(4, 0)).isEqualTo(Duration.ofMillis(1600));
		assertThat(NotificationBackOff.delay(4, 0.5)).isEqualTo(Duration.ofMillis(2400));
	}

	@Test
	void delayIsWithinItsLimits() {
		assertThat(NotificationBackOff.delay(0, 0)).isEqualTo(NotificationBackOff.MIN);
		assertThat(NotificationBackOff.delay(-1, 0)).isEqualTo(NotificationBackOff.MIN);
		assertThat(NotificationBackOff.delay(Integer.MAX_VALUE, 1)).isEqualTo(NotificationBackOff.MAX);
		assertThat(NotificationBackOff.delay(NotificationBackOff.SLOWEST, 1)).isEqualTo(NotificationBackOff.MAX);
	}

}
