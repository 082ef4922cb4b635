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

package io.github.sslcredentials.server;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that counts how often it is asked, and may be down.
 */
public final class CountingStore implements CredentialRepository {

	private final Map<String, CredentialRecord> records;

	private final AtomicInteger queries = new AtomicInteger();

	private volatile boolean down;

	public CountingStore(Map<String, CredentialRecord> records) {
		this.records = records;
	}

	/**
	 * Be down from now on, or up again.
	 */
	public CountingStore down(boolean down) {
		this.down = down;
		return this;
	}

	/**
	 * Return how often the store was asked.
	 */
	public int queries() {
		return this.queries.get();
	}

	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		this.queries.incrementAndGet();
		if (this.down) {
			throw new IllegalStateException("down");
		}
		return this.records.get(path.toString());
	}

}
