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

import java.net.URI;
import java.util.concurrent.Future;

import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;

/**
 * The situations in which an identity could leak, or a request be sent twice. A call to
 * {@code /last} ends its connection, so that the next one may resume its session.
 */
enum LeakScenario {

	TWO_IDENTITIES_IN_TURN {

		@Override
		void run(LeakRun run) {
			WayIn.Caller one = run.open(LeakRun.PATH);
			WayIn.Caller other = run.open(LeakRun.OTHER);
			for (String prefix : new String[] { "/kept", "/last", "/kept", "/last" }) {
				run.call(one, prefix, "v1");
				run.call(other, prefix, "other");
			}
		}

	},

	ROTATION_BETWEEN_CALLS {

		@Override
		void run(LeakRun run) {
			WayIn.Caller caller = run.open(LeakRun.PATH);
			for (String name : new String[] { "v1", "v2", "v3" }) {
				if (!name.equals("v1")) {
					run.rotate(name);
					run.settle();
				}
				run.call(caller, "/kept", name);
				run.call(caller, "/last", name);
				run.call(caller, "/kept", name);
			}
		}

	},

	ROTATION_IN_MID_HANDSHAKE {

		@Override
		void run(LeakRun run) throws Exception {
			try (GatedRelay relay = new GatedRelay(run.application.partner.port())) {
				WayIn.Caller caller = run.open(LeakRun.PATH);
				run.call(caller, relay.uri("/last"), "v1");
				relay.shut();
				Future<?> calls = run.begin(() -> run.call(caller, relay.uri("/kept"), "v1", "v2"));
				relay.awaitHeld();
				run.rotate("v2");
				relay.open();
				LeakRun.await(calls);
				run.settle();
				run.call(caller, relay.uri("/kept"), "v2");
				run.call(caller, relay.uri("/last"), "v2");
				run.call(caller, relay.uri("/kept"), "v2");
			}
		}

	},

	ROTATION_WITH_REQUEST_IN_FLIGHT {

		@Override
		void run(LeakRun run) throws Exception {
			WayIn.Caller caller = run.open(LeakRun.PATH);
			run.call(caller, "/kept", "v1");
			Future<?> calls = run.begin(() -> run.call(caller, "/held", "v1"));
			run.awaitArrived();
			run.rotate("v2");
			run.call(caller, "/kept", "v2");
			run.answerHeld();
			LeakRun.await(calls);
			run.settle();
			run.call(caller, "/last", "v2");
			run.call(caller, "/kept", "v2");
		}

	},

	REVOCATION {

		@Override
		void run(LeakRun run) {
			WayIn.Caller caller = run.open(LeakRun.PATH);
			run.call(caller, "/last", "v1");
			run.call(caller, "/kept", "v1");
			run.revoke();
			run.settle();
			int opened = run.opened();
			int shown = run.shown();
			String reason = "Credential '%s', ".formatted(LeakRun.PATH);
			run.refused(caller, "POST", run.application.partner.uri("/kept"), reason);
			run.refused(caller, "GET", run.application.partner.uri("/kept"), reason);
			if (run.shown() != shown || !run.way().connectsBeforeItAsks() && run.opened() != opened) {
				run.ledger.failed(0, "a connection was opened with a revoked credential");
			}
		}

	},

	STRICT_BESIDE_LAX {

		@Override
		void run(LeakRun run) {
			URI wrongName = run.stranger("other.example").uri("/kept");
			HandshakeSource source = run.application.registry.client(LeakRun.PATH,
					run.application.settings(false, "localhost"));
			WayIn.Caller lax = run.open(source);
			WayIn.Caller strict = run.open(LeakRun.PATH);
			for (int i = 0; i < 2; i++) {
				run.callLax(lax, wrongName, "v1");
				run.refused(strict, "POST", wrongName, "other.example");
				run.call(strict, "/kept", "v1");
			}
		}

	},

	REDIRECT_TO_ANOTHER_HOST {

		@Override
		void run(LeakRun run) {
			MutualTlsPartner elsewhere = run.stranger("localhost");
			run.redirectTo(URI.create("https://127.0.0.1:" + elsewhere.port()));
			WayIn.Caller caller = run.open(LeakRun.PATH);
			run.refused(caller, "GET", run.application.partner.uri("/elsewhere"), "'127.0.0.1' is not ", "v1");
			elsewhere.connections().stream().map(PartnerConnection::seenAs).forEach(run.ledger::shown);
			elsewhere.failures()
				.stream()
				.flatMap((failure) -> failure.clientCertificateChain().stream())
				.forEach((certificate) -> run.ledger.shown(certificate.getSubjectX500Principal().getName()));
			run.call(caller, "/kept", "v1");
		}

	},

	/** Not a rotation, but what tempts clients to send again. */
	SERVER_BREAKS_DOWN {

		@Override
		void run(LeakRun run) {
			WayIn.Caller caller = run.open(LeakRun.PATH);
			run.call(caller, "/kept", "v1");
			run.refused(caller, "POST", run.application.partner.uri("/dropped"), "", "v1");
		}

	};

	abstract void run(LeakRun run) throws Exception;

}
