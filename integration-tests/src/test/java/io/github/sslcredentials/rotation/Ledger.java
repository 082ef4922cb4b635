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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;

/**
 * Which calls were made, as whom, and how they ended, to be compared with what servers
 * have seen.
 */
final class Ledger {

	private final AtomicInteger last = new AtomicInteger();

	private final Map<Integer, Set<String>> allowed = new ConcurrentHashMap<>();

	private final Set<Integer> answered = ConcurrentHashMap.newKeySet();

	private final Map<Integer, List<PartnerConnection>> seen = new ConcurrentSkipListMap<>();

	private final List<String> failed = new CopyOnWriteArrayList<>();

	private final List<String> shown = new CopyOnWriteArrayList<>();

	int begin() {
		return this.last.incrementAndGet();
	}

	/**
	 * Note as whom a call may arrive, at the latest when it has ended; as nobody if it
	 * must not.
	 */
	void allow(int id, Set<String> names) {
		this.allowed.put(id, names);
	}

	void answered(int id) {
		this.answered.add(id);
	}

	void failed(int id, Object reason) {
		this.failed.add("%d: %s".formatted(id, reason));
	}

	/** A server has read a request whose path ends with the number of the call. */
	void seen(PartnerRequest request) {
		String target = request.target();
		int id = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
		this.seen.computeIfAbsent(id, (key) -> new CopyOnWriteArrayList<>()).add(request.connection());
	}

	/** A server that must not see a certificate has seen one. */
	void shown(String name) {
		this.shown.add(name);
	}

	Findings findings() {
		Map<Integer, PartnerConnection> wrong = new TreeMap<>();
		List<Integer> twice = new ArrayList<>();
		this.seen.forEach((id, connections) -> {
			connections.stream()
				.filter((connection) -> !this.allowed.getOrDefault(id, Set.of()).contains(connection.seenAs()))
				.forEach((connection) -> wrong.put(id, connection));
			if (connections.size() > 1) {
				twice.add(id);
			}
		});
		List<Integer> lost = this.answered.stream().filter((id) -> !this.seen.containsKey(id)).toList();
		return new Findings(wrong, List.copyOf(this.shown), twice, lost, List.copyOf(this.failed));
	}

	/**
	 * What must not be.
	 *
	 * @param wrong the connections of calls that arrived as somebody else
	 * @param shown who was shown to a server that is none of the client's hosts
	 * @param twice the calls that arrived more than once
	 * @param lost the calls that were answered and have never arrived
	 * @param failed the calls that have not ended as they should have
	 */
	record Findings(Map<Integer, PartnerConnection> wrong, List<String> shown, List<Integer> twice, List<Integer> lost,
			List<String> failed) {

		static final Findings NONE = new Findings(Map.of(), List.of(), List.of(), List.of(), List.of());

	}

}
