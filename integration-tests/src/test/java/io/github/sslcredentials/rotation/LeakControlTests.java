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

import io.github.sslcredentials.test.PartnerConnection;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The harness of {@link LeakMatrixTests} sees each kind of leak, where there is one.
 */
@Timeout(60)
@ParameterizedClass(name = "{0}, session tickets {1}")
@CsvSource({ "TLSv1.2,true", "TLSv1.2,false", "TLSv1.3,true", "TLSv1.3,false" })
class LeakControlTests {

	@Parameter(0)
	String protocol = "";

	@Parameter(1)
	boolean sessionTickets;

	@Test
	void sharedContextIsSeenToShowTheFirstIdentityOnly() throws Exception {
		assertThat(findings(LeakScenario.TWO_IDENTITIES_IN_TURN, NaiveWayIn.sharedContext()).wrong().values())
			.hasSize(4)
			.allMatch(PartnerConnection::resumed)
			.extracting(PartnerConnection::seenAs)
			.containsOnly("CN=v1");
	}

	@Test
	void swappedKeyManagerIsSeenToShowTheFormerVersion() throws Exception {
		assertThat(findings(LeakScenario.ROTATION_BETWEEN_CALLS, NaiveWayIn.sharedContext()).wrong().values())
			.hasSize(6)
			.allMatch(PartnerConnection::resumed)
			.extracting(PartnerConnection::seenAs)
			.containsOnly("CN=v1");
	}

	@Test
	void swappedKeyManagerIsSeenToResumeInMidHandshake() throws Exception {
		assertThat(findings(LeakScenario.ROTATION_IN_MID_HANDSHAKE, NaiveWayIn.sharedContext()).wrong().values())
			.hasSize(3)
			.allMatch(PartnerConnection::resumed);
	}

	@Test
	void outlivingPoolIsSeenToShowTheFormerVersion() throws Exception {
		assertThat(findings(LeakScenario.ROTATION_BETWEEN_CALLS, NaiveWayIn.outlivingPool()).wrong().values())
			.extracting(PartnerConnection::seenAs)
			.containsExactly("CN=v1", "CN=v1", "CN=v2", "CN=v2");
	}

	@Test
	void outlivingPoolIsSeenToShowTheFormerVersionAfterRequestInFlight() throws Exception {
		assertThat(findings(LeakScenario.ROTATION_WITH_REQUEST_IN_FLIGHT, NaiveWayIn.outlivingPool()).wrong().values())
			.isNotEmpty()
			.noneMatch(PartnerConnection::resumed);
	}

	@Test
	void outlivingPoolIsSeenToGoOnWithRevokedCredential() throws Exception {
		Ledger.Findings findings = findings(LeakScenario.REVOCATION, NaiveWayIn.outlivingPool());
		assertThat(findings.wrong().values()).extracting(PartnerConnection::seenAs).containsExactly("CN=v1", "CN=v1");
		assertThat(findings.failed()).hasSize(2).allMatch((failure) -> failure.endsWith("it was answered"));
	}

	@Test
	void sharedFactoryIsSeenToMakeStrictClientLax() throws Exception {
		assertThat(findings(LeakScenario.STRICT_BESIDE_LAX, NaiveWayIn.sharedFactory()).wrong()).hasSize(2);
	}

	@Test
	void anyHostIsSeenToTakeIdentityAlong() throws Exception {
		assertThat(findings(LeakScenario.REDIRECT_TO_ANOTHER_HOST, NaiveWayIn.anyHost()).shown())
			.containsExactly("CN=v1");
	}

	@Test
	void resenderIsSeenToSendTwice() throws Exception {
		assertThat(findings(LeakScenario.SERVER_BREAKS_DOWN, NaiveWayIn.resender()).twice()).containsExactly(2);
		assertThat(findings(LeakScenario.SERVER_BREAKS_DOWN, OurWayIn.HTTP_COMPONENTS)).isEqualTo(Ledger.Findings.NONE);
	}

	@Test
	void callThatFailsIsSeen() throws Exception {
		assertThat(findings(LeakScenario.ROTATION_BETWEEN_CALLS, (application, source) -> (method, uri) -> {
			throw new IllegalStateException("no call is made");
		}).failed()).hasSize(9);
	}

	private Ledger.Findings findings(LeakScenario scenario, WayIn way) throws Exception {
		try (LeakRun run = new LeakRun(way, this.protocol, this.sessionTickets)) {
			scenario.run(run);
			return run.ledger.findings();
		}
	}

}
