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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No way in shows another identity than the one that is in force, sends a request twice,
 * or fails because of a rotation, as the servers see it. That the harness would see it is
 * shown by {@link LeakControlTests}.
 */
@Timeout(60)
class LeakMatrixTests {

	private static final String[] PROTOCOLS = { "TLSv1.2", "TLSv1.3" };

	@ParameterizedTest(name = "{0}, {1}, {2}, session tickets {3}")
	@MethodSource("cases")
	void runWhenServerWatchesLeaksNothing(LeakScenario scenario, OurWayIn way, String protocol, boolean sessionTickets)
			throws Exception {
		try (LeakRun run = new LeakRun(way, protocol, sessionTickets)) {
			scenario.run(run);
			assertThat(run.ledger.findings()).isEqualTo(Ledger.Findings.NONE);
			assertThat(run.application.partner.connections()).isNotEmpty()
				.allSatisfy((connection) -> assertThat(connection.protocol()).isEqualTo(protocol));
		}
	}

	static Stream<Arguments> cases() {
		List<Arguments> cases = new ArrayList<>();
		for (LeakScenario scenario : LeakScenario.values()) {
			if (scenario == LeakScenario.SERVER_BREAKS_DOWN) {
				continue;
			}
			for (OurWayIn way : OurWayIn.values()) {
				addTo(cases, scenario, way);
			}
		}
		return cases.stream();
	}

	/** All combinations where we are most used, and pairs elsewhere. */
	private static void addTo(List<Arguments> cases, LeakScenario scenario, OurWayIn way) {
		for (int i = 0; i < 4; i++) {
			boolean isPair = i == (scenario.ordinal() + way.ordinal()) % 4;
			if (isPair || way.compareTo(OurWayIn.SOCKETS) <= 0) {
				cases.add(Arguments.of(scenario, way, PROTOCOLS[i / 2], i % 2 == 0));
			}
		}
	}

}
