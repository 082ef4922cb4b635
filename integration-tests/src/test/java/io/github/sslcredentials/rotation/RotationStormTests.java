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
import java.util.Set;

import io.github.sslcredentials.CredentialRetiredEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Many rotations under load: no call fails, arrives as somebody else or twice, and
 * nothing is left of it. For how long says the system property {@code storm.seconds}; the
 * heap is looked at in a storm of 30 seconds or more.
 */
@Timeout(180)
class RotationStormTests {

	private static final Log logger = LogFactory.getLog(RotationStormTests.class);

	private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("storm.seconds", 3));

	private static final Duration WARM_UP = Duration.ofSeconds(1);

	/** Of those that are kept for a while by pools of threads that they share. */
	private static final int THREADS_KEPT = 8;

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "URL_CONNECTION", "BUNDLE" })
	void rotateWhenCalledByManyThreadsHarmsNoCallAndLeavesNothing(OurWayIn way) throws Exception {
		Duration pause = (way == OurWayIn.HTTP_COMPONENTS) ? Duration.ofMillis(200) : Duration.ofSeconds(1);
		try (Storm storm = new Storm(way)) {
			assertThat(storm.blow(WARM_UP, pause)).isEqualTo(Ledger.Findings.NONE);
			storm.awaitRetired();
			long threads = Storm.ownThreads();
			long heap = isLong() ? storm.heap() : 0;
			int before = storm.rotations();
			assertThat(storm.blow(TIME, pause)).isEqualTo(Ledger.Findings.NONE);
			logger.info(storm);
			assertThat(storm.rotations() - before).isGreaterThan((int) (TIME.toMillis() / pause.toMillis() / 2));
			assertThat(storm.awaitRetired()).extracting(CredentialRetiredEvent::cut).containsOnly(0);
			awaitNothingLeft(way, storm, threads);
			if (isLong()) {
				long after = storm.heap();
				logger.info("%s: live heap %d kB, and %d kB before".formatted(way, after / 1024, heap / 1024));
				assertThat((double) after).isCloseTo(heap, within(heap * 0.05));
			}
		}
	}

	/** A client of the JDK cannot be closed before Java 21. */
	private static void awaitNothingLeft(OurWayIn way, Storm storm, long threads) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			System.gc();
			if (way != OurWayIn.JDK || Runtime.version().feature() >= 21) {
				assertThat(Set.of(storm.last())).containsAll(storm.open());
			}
			assertThat(Storm.ownThreads()).isLessThanOrEqualTo(threads + THREADS_KEPT);
		});
	}

	private static boolean isLong() {
		return TIME.toSeconds() >= 30;
	}

}
