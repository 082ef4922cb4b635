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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.awaitility.Awaitility;

/**
 * Threads that call without a pause while versions follow each other.
 */
final class Storm implements AutoCloseable {

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/1/Certificate/1");

	private static final int THREADS = 8;

	private static final String CONNECTION = "mutual-tls-partner-";

	final RotatingApplication application = new RotatingApplication((partner) -> partner.handler(this::answer));

	private final OurWayIn way;

	private final WayIn.Caller caller;

	private volatile Ledger ledger = new Ledger();

	/** The version that is in force at least. */
	private volatile int inForce;

	/** The version that is in force at most. */
	private volatile int begun;

	private volatile boolean over;

	Storm(OurWayIn way) {
		this.way = way;
		putNext();
		this.caller = way.open(this.application, this.application.client(PATH));
		this.inForce = this.begun;
		call();
	}

	/**
	 * Blow, and return what must not be.
	 */
	Ledger.Findings blow(Duration time, Duration pause) throws Exception {
		this.over = false;
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		ScheduledExecutorService rotations = Executors.newSingleThreadScheduledExecutor();
		try {
			List<Future<?>> calls = IntStream.range(0, THREADS)
				.<Future<?>>mapToObj((i) -> threads.submit(this::callUntilOver))
				.toList();
			Future<?> rotating = rotations.scheduleWithFixedDelay(this::rotate, pause.toMillis(), pause.toMillis(),
					TimeUnit.MILLISECONDS);
			CompletableFuture<Void> end = new CompletableFuture<>();
			rotations.schedule(() -> end.complete(null), time.toMillis(), TimeUnit.MILLISECONDS);
			CompletableFuture.anyOf(end, failureOf(rotating)).get(time.toSeconds() + 30, TimeUnit.SECONDS);
			rotating.cancel(false);
			this.over = true;
			for (Future<?> each : calls) {
				each.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			this.over = true;
			rotations.shutdown();
			threads.shutdown();
			boolean ended = rotations.awaitTermination(10, TimeUnit.SECONDS)
					&& threads.awaitTermination(10, TimeUnit.SECONDS);
			if (!ended) {
				throw new IllegalStateException("The storm has not ended");
			}
		}
		return this.ledger.findings();
	}

	int rotations() {
		return this.inForce - 1;
	}

	int calls() {
		return this.ledger.begin() - 1;
	}

	/** One call. */
	void call() {
		this.over = true;
		callUntilOver();
	}

	List<CredentialRetiredEvent> awaitRetired() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.application.events(CredentialRetiredEvent.class).size() == rotations());
		return this.application.events(CredentialRetiredEvent.class);
	}

	/** Return whom the partner takes those for whose connections are open. */
	Collection<String> open() {
		Map<Integer, String> names = this.application.partner.connections()
			.stream()
			.collect(Collectors.toMap(PartnerConnection::number, PartnerConnection::seenAs));
		return threads().stream()
			.filter((name) -> name.matches(CONNECTION + "\\d+"))
			.map((name) -> names.getOrDefault(Integer.valueOf(name.substring(CONNECTION.length())), "of another test"))
			.toList();
	}

	String last() {
		return "CN=v" + this.inForce;
	}

	static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	/** Return the threads that do not serve connections of the partner. */
	static long ownThreads() {
		return threads().stream().filter((name) -> !name.startsWith("mutual-tls-partner")).count();
	}

	/** Forget what has been seen, and return what is left on the heap. */
	long heap() {
		this.ledger = new Ledger();
		this.application.partner.reset();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return least;
	}

	@Override
	public void close() {
		this.over = true;
		this.application.close();
	}

	private void callUntilOver() {
		do {
			Ledger ledger = this.ledger;
			int id = ledger.begin();
			int atLeast = this.inForce;
			try {
				this.caller.call((id % 2 == 0) ? "GET" : "POST", this.application.partner.uri("/" + id));
				ledger.answered(id);
			}
			catch (Exception ex) {
				ledger.failed(id, ex);
			}
			ledger.allow(id, names(atLeast, this.begun));
		}
		while (!this.over);
	}

	private static Set<String> names(int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj((version) -> "CN=v" + version).collect(Collectors.toSet());
	}

	private void rotate() {
		int next = putNext();
		this.application.refresh.refresh(PATH);
		this.inForce = next;
	}

	private int putNext() {
		int next = this.begun + 1;
		this.begun = next;
		this.application.store.put(PATH, this.application.record("v" + next), "e", next);
		return next;
	}

	private static CompletableFuture<Void> failureOf(Future<?> rotating) {
		return CompletableFuture.runAsync(() -> {
			try {
				rotating.get();
			}
			catch (CancellationException ex) {
				// it has ended in time
			}
			catch (Exception ex) {
				throw new IllegalStateException("A rotation failed", ex);
			}
		});
	}

	private PartnerResponse answer(PartnerRequest request) {
		this.ledger.seen(request);
		return PartnerResponse.json("{}");
	}

	@Override
	public String toString() {
		return "%s: %d rotations, %d calls".formatted(this.way, rotations(), calls());
	}

}
