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

package io.github.sslcredentials.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A retired version: what is idle is closed, what is in flight ends as it began, and
 * nothing new begins. Seen by the partner.
 */
@Timeout(60)
class DrainingTests {

	private static final int ROTATIONS = 15;

	private static final Duration AT_ONCE = Duration.ofSeconds(2);

	private final RotatingIdentity identity = new RotatingIdentity();

	private final Semaphore arrived = new Semaphore(0);

	private final CountDownLatch answer = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private MutualTlsPartner partner;

	@BeforeEach
	void start() {
		this.partner = InMemoryApplication.partner().handler(this::answer).start();
	}

	@AfterEach
	void stop() {
		this.answer.countDown();
		this.threads.shutdownNow();
		this.partner.close();
	}

	@ParameterizedTest
	@EnumSource
	void rotateWhenIdleClosesConnection(DrainingClient library) {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			client.get().to(this.partner.uri("/"));
			HandshakeContext retired = this.identity.rotate();
			awaitDrained(retired);
			if (library.canBeClosed()) {
				awaitClosed(1);
			}
			assertThat(retired.retirement().isComplete()).isEqualTo(library.canBeClosed());
			client.get().to(this.partner.uri("/"));
			client.post().to(this.partner.uri("/"));
			assertThat(requests()).containsExactly("CN=v1", "CN=v2", "CN=v2");
		}
	}

	/** Before Java 21 nobody can close it, and it must not keep itself alive. */
	@ParameterizedTest
	@EnumSource(names = { "JDK", "REACTIVE_JDK" })
	void rotateWhenClientOfTheJdkIsIdleLetsGarbageCollectionCloseConnection(DrainingClient library) {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			client.get().to(this.partner.uri("/"));
			awaitDrained(this.identity.rotate());
			Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
				System.gc();
				return !isOpen(1);
			});
			client.get().to(this.partner.uri("/"));
			assertThat(requests()).containsExactly("CN=v1", "CN=v2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void rotateWhenRequestIsInFlightLetsItEndOnce(DrainingClient library) throws Exception {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			Future<?> inFlight = this.threads.submit(() -> client.post().to(this.partner.uri("/held")));
			this.arrived.acquire();
			HandshakeContext retired = this.identity.rotate();
			assertThat(retired.retirement().inUse()).isEqualTo(1);
			client.get().to(this.partner.uri("/"));
			retired.retirement().drain();
			assertThat(retired.retirement().inUse()).isEqualTo(1);
			this.answer.countDown();
			inFlight.get(10, TimeUnit.SECONDS);
			awaitDrained(retired);
			if (library.canBeClosed()) {
				awaitClosed(1);
			}
			client.get().to(this.partner.uri("/"));
			assertThat(requests()).containsExactly("CN=v1", "CN=v2", "CN=v2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void cutWhenRequestHangsEndsIt(DrainingClient library) {
		assumeTrue(library.canBeClosed(), "The JDK's client cannot be closed before Java 21");
		try (DrainingClient.Opened client = library.open(this.identity)) {
			Future<?> inFlight = this.threads.submit(() -> client.post().to(this.partner.uri("/held")));
			this.arrived.acquireUninterruptibly();
			HandshakeContext retired = this.identity.rotate();
			assertThat(retired.retirement().cut()).isEqualTo(1);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> inFlight.get(10, TimeUnit.SECONDS));
			assertThat(retired.retirement().inUse()).isZero();
			assertThat(retired.retirement().cut()).isZero();
			client.post().to(this.partner.uri("/"));
			assertThat(requests()).containsExactly("CN=v1", "CN=v2");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_COMPONENTS", "REACTIVE_HTTP_COMPONENTS" })
	void rotateWhenOneOfTwoIsIdleClosesIt(DrainingClient library) throws Exception {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			Future<?> inFlight = this.threads.submit(() -> client.post().to(this.partner.uri("/held")));
			this.arrived.acquire();
			client.get().to(this.partner.uri("/"));
			HandshakeContext retired = this.identity.rotate();
			awaitClosed(2);
			assertThat(isOpen(1)).isTrue();
			this.answer.countDown();
			inFlight.get(10, TimeUnit.SECONDS);
			awaitDrained(retired);
			awaitClosed(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_COMPONENTS", "JETTY", "REACTIVE_JETTY" })
	void rotateWhenCookiesAreKeptKeepsThem(DrainingClient library) {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			client.get().to(this.partner.uri("/"));
			this.identity.rotate();
			client.get().to(this.partner.uri("/"));
			this.identity.rotate();
			client.get().to(this.partner.uri("/"));
			assertThat(this.partner.requests()).extracting((request) -> request.header("Cookie"))
				.containsExactly(null, "session=1", "session=1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void rotateWhenOftenLeavesNothing(DrainingClient library) {
		try (DrainingClient.Opened client = library.open(this.identity)) {
			client.get().to(this.partner.uri("/"));
			Awaitility.await().atMost(AT_ONCE).until(() -> closing() == 0);
			int before = threads();
			for (int i = 0; i < ROTATIONS; i++) {
				HandshakeContext retired = this.identity.rotate();
				client.get().to(this.partner.uri("/"));
				awaitDrained(retired);
			}
			assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs)
				.last()
				.isEqualTo("CN=v" + (ROTATIONS + 1));
			if (library.canBeClosed()) {
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(before + 2));
				Awaitility.await().atMost(AT_ONCE).until(() -> open() == 1);
			}
		}
	}

	private PartnerResponse answer(PartnerRequest request) {
		if (request.target().equals("/held")) {
			this.arrived.release();
			awaitAnswer();
		}
		return PartnerResponse.json("{}").withHeader("Set-Cookie", "session=1");
	}

	private void awaitAnswer() {
		try {
			this.answer.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<String> requests() {
		return this.partner.requests().stream().map(PartnerRequest::seenAs).toList();
	}

	private static void awaitDrained(HandshakeContext retired) {
		Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(AT_ONCE).until(() -> {
			retired.retirement().drain();
			return retired.retirement().inUse() == 0;
		});
	}

	private static void awaitClosed(int connection) {
		Awaitility.await().atMost(AT_ONCE).until(() -> !isOpen(connection));
	}

	/** The partner serves each connection by a thread, until it ends. */
	private static boolean isOpen(int connection) {
		return names().contains("mutual-tls-partner-" + connection);
	}

	private static long open() {
		return names().stream().filter((name) -> name.matches("mutual-tls-partner-\\d+")).count();
	}

	private static long closing() {
		return names().stream().filter("ssl-credentials-closing"::equals).count();
	}

	private static int threads() {
		return (int) names().stream().filter((name) -> !name.startsWith("mutual-tls-partner-")).count();
	}

	private static List<String> names() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

}
