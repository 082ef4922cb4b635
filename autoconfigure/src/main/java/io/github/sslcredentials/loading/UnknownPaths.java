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

package io.github.sslcredentials.loading;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.concurrent.TimeUnit;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.NoSuchCredentialException;

/**
 * Remembers for a moment which credentials there are not, so that a tenant who does not
 * exist and is called for again and again costs no query each time. It is bounded: when
 * it is full, further paths are not remembered.
 */
final class UnknownPaths {

	static final int MAX_PATHS = 10_000;

	private final long nanos;

	private final Map<CredentialPath, Answer> answers = new ConcurrentHashMap<>();

	private final AtomicLong changes = new AtomicLong();

	UnknownPaths(Duration remembered) {
		this.nanos = TimeUnit.NANOSECONDS.convert(remembered);
	}

	void check(CredentialPath path) {
		Answer answer = this.answers.get(path);
		if (answer != null && isRecent(answer)) {
			throw new NoSuchCredentialException(path, answer.repositories());
		}
	}

	/**
	 * Return what to give to {@link #add} after the stores were asked: of what was stored
	 * meanwhile, they may not have known.
	 */
	long changes() {
		return this.changes.get();
	}

	NoSuchCredentialException add(CredentialPath path, List<String> repositories, long changesBefore) {
		if (this.nanos > 0 && hasRoom() && this.changes.get() == changesBefore) {
			this.answers.put(path, new Answer(repositories, System.nanoTime()));
		}
		return new NoSuchCredentialException(path, repositories);
	}

	void remove(CredentialPath path) {
		this.changes.incrementAndGet();
		this.answers.remove(path);
	}

	void removeIf(Predicate<CredentialPath> which) {
		this.changes.incrementAndGet();
		this.answers.keySet().removeIf(which);
	}

	int size() {
		return this.answers.size();
	}

	private boolean hasRoom() {
		if (this.answers.size() >= MAX_PATHS) {
			this.answers.values().removeIf((answer) -> !isRecent(answer));
		}
		return this.answers.size() < MAX_PATHS;
	}

	private boolean isRecent(Answer answer) {
		return System.nanoTime() - answer.since() < this.nanos;
	}

	private record Answer(List<String> repositories, long since) {
	}

}
