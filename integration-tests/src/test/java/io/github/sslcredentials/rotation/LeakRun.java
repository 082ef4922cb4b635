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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import io.github.sslcredentials.test.PartnerResponse;
import org.awaitility.Awaitility;

/**
 * One run of a case of the matrix: calls by one way in, whose arrival is noted by the
 * servers.
 */
final class LeakRun implements AutoCloseable {

	static final CredentialPath PATH = CredentialPath.parse("Merchant/1/Certificate/1");

	static final CredentialPath OTHER = CredentialPath.parse("Merchant/2/Certificate/1");

	private static final int SECONDS = 20;

	final RotatingApplication application;

	final Ledger ledger = new Ledger();

	private final WayIn way;

	private final UnaryOperator<MutualTlsPartner.Builder> tls;

	private final List<MutualTlsPartner> strangers = new ArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Semaphore arrived = new Semaphore(0);

	private final CountDownLatch answer = new CountDownLatch(1);

	private final AtomicInteger versions = new AtomicInteger();

	private volatile URI elsewhere = URI.create("https://127.0.0.1/");

	private volatile boolean dropped;

	LeakRun(WayIn way, String protocol, boolean sessionTickets) {
		this.way = way;
		this.tls = (partner) -> partner.enabledProtocols(protocol).sessionTickets(sessionTickets).handler(this::answer);
		this.application = new RotatingApplication(this.tls);
		put(PATH, "v1");
		this.application.store.put(OTHER, this.application.record("other"), "e", 1);
	}

	WayIn.Caller open(CredentialPath path) {
		return open(this.application.client(path));
	}

	WayIn.Caller open(HandshakeSource source) {
		return this.way.open(this.application, source);
	}

	/** Start another server. */
	MutualTlsPartner stranger(String host) {
		MutualTlsPartner stranger = this.tls.apply(MutualTlsPartner.builder(this.application.ca))
			.serverCredential(this.application.ca.issueServer(host))
			.start();
		this.strangers.add(stranger);
		return stranger;
	}

	void redirectTo(URI uri) {
		this.elsewhere = uri;
	}

	/** A call that must be answered, and arrive as one of the given. */
	void call(WayIn.Caller caller, String prefix, String... names) {
		call(caller, this.application.partner.uri(prefix), names);
	}

	void call(WayIn.Caller caller, URI prefix, String... names) {
		int id = begin(names);
		try {
			caller.call("POST", prefix.resolve(prefix.getPath() + "/" + id));
			this.ledger.answered(id);
		}
		catch (Exception ex) {
			this.ledger.failed(id, ex);
		}
	}

	/** A call to a server of another name, by a client that does not check names. */
	void callLax(WayIn.Caller lax, URI prefix, String name) {
		if (this.way.isAlwaysStrict()) {
			refused(lax, "POST", prefix, "other.example");
		}
		else {
			call(lax, prefix, name);
		}
	}

	/** A call that must fail because of the given, and arrive as one of the given. */
	void refused(WayIn.Caller caller, String method, URI prefix, String reason, String... names) {
		int id = begin(names);
		try {
			caller.call(method, prefix.resolve(prefix.getPath() + "/" + id));
			this.ledger.failed(id, "it was answered");
		}
		catch (Exception ex) {
			if (!isBecauseOf(ex, reason)) {
				this.ledger.failed(id, ex);
			}
		}
	}

	Future<?> begin(Runnable calls) {
		return this.threads.submit(calls);
	}

	static void await(Future<?> calls) throws Exception {
		calls.get(SECONDS, TimeUnit.SECONDS);
	}

	/** Wait until a request to {@code /held} has been read. */
	void awaitArrived() throws InterruptedException {
		boolean inTime = this.arrived.tryAcquire(SECONDS, TimeUnit.SECONDS);
		if (!inTime) {
			throw new IllegalStateException("No request has arrived");
		}
	}

	void answerHeld() {
		this.answer.countDown();
	}

	void rotate(String name) {
		put(PATH, name);
		this.application.refresh.refresh(PATH);
	}

	void revoke() {
		String version = this.application.loader.load(PATH).version();
		CredentialOrder order = new CredentialOrder("e", this.versions.incrementAndGet());
		this.application.store.say(PATH, CredentialVersion.revoked(version).withOrder(order));
		this.application.refresh.refresh();
		Awaitility.await().until(this.application.refresh::isIdle);
	}

	/**
	 * Where we do not know who keeps connections, wait until we say that all are gone.
	 */
	void settle() {
		if (this.way.isForeignPool()) {
			Awaitility.await()
				.pollInterval(Duration.ofMillis(10))
				.until(() -> this.application.events(CredentialRetiredEvent.class).size() == this.versions.get() - 1);
		}
	}

	WayIn way() {
		return this.way;
	}

	/** Return how many connections have been opened. */
	int opened() {
		return this.application.partner.connections().size() + this.application.partner.failures().size();
	}

	/** Return on how many connections a certificate was shown. */
	int shown() {
		long failed = this.application.partner.failures()
			.stream()
			.filter((failure) -> !failure.clientCertificateChain().isEmpty())
			.count();
		return this.application.partner.connections().size() + (int) failed;
	}

	@Override
	public void close() {
		answerHeld();
		this.threads.shutdownNow();
		this.application.close();
		this.strangers.forEach(MutualTlsPartner::close);
	}

	private int begin(String... names) {
		int id = this.ledger.begin();
		Set<String> subjects = new HashSet<>();
		for (String name : names) {
			subjects.add("CN=" + name);
		}
		this.ledger.allow(id, subjects);
		return id;
	}

	private void put(CredentialPath path, String name) {
		this.application.store.put(path, this.application.record(name), "e", this.versions.incrementAndGet());
	}

	private PartnerResponse answer(PartnerRequest request) {
		this.ledger.seen(request);
		PartnerResponse response = PartnerResponse.json("{}");
		String target = request.target();
		switch (target.substring(0, target.indexOf('/', 1))) {
			case "/last" -> {
				return response.withHeader("Connection", "close");
			}
			case "/held" -> {
				this.arrived.release();
				awaitAnswer();
			}
			case "/elsewhere" -> {
				return PartnerResponse.redirect(this.elsewhere + target.replace("/elsewhere", "/kept"));
			}
			case "/dropped" -> {
				if (!this.dropped) {
					this.dropped = true;
					throw new IllegalStateException("the server breaks down");
				}
			}
			default -> {
			}
		}
		return response;
	}

	private void awaitAnswer() {
		try {
			this.answer.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isBecauseOf(Throwable thrown, String reason) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each.toString().contains(reason)) {
				return true;
			}
		}
		return false;
	}

}
