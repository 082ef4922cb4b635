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

package io.github.sslcredentials.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a partner has seen. Thread-safe.
 *
 * @author SSL Credentials contributors
 */
final class PartnerJournal {

	private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final List<PartnerConnection> connections = new ArrayList<>();

	private final List<PartnerRequest> requests = new ArrayList<>();

	private final List<PartnerFailure> failures = new ArrayList<>();

	private int handshakes;

	synchronized void handshakeBegins() {
		this.handshakes++;
	}

	synchronized void add(PartnerConnection connection) {
		this.connections.add(connection);
		handshakeEnds();
	}

	synchronized void add(PartnerFailure failure) {
		this.failures.add(failure);
		handshakeEnds();
	}

	synchronized void add(PartnerRequest request) {
		this.requests.add(request);
	}

	synchronized List<PartnerConnection> connections() {
		awaitHandshakes();
		return List.copyOf(this.connections);
	}

	synchronized List<PartnerFailure> failures() {
		awaitHandshakes();
		return List.copyOf(this.failures);
	}

	synchronized List<PartnerRequest> requests() {
		return List.copyOf(this.requests);
	}

	synchronized void reset() {
		awaitHandshakes();
		this.connections.clear();
		this.requests.clear();
		this.failures.clear();
	}

	private void handshakeEnds() {
		this.handshakes--;
		notifyAll();
	}

	// a client may know that it was refused a moment before the partner has noted it
	private void awaitHandshakes() {
		long end = System.nanoTime() + HANDSHAKE_NANOS;
		try {
			for (long left = HANDSHAKE_NANOS; this.handshakes > 0 && left > 0; left = end - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
