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

package io.github.sslcredentials.actuate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory whose records are replaced and revoked, that counts how often it is
 * asked, and may be down.
 */
final class SettableStore implements CredentialRepository {

	private final Map<CredentialPath, CredentialRecord> records = new ConcurrentHashMap<>();

	private final Set<CredentialPath> revoked = ConcurrentHashMap.newKeySet();

	private final AtomicInteger queries = new AtomicInteger();

	private volatile boolean down;

	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		asked();
		return this.records.get(path);
	}

	@Override
	public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		asked();
		Map<CredentialPath, CredentialVersion> versions = new HashMap<>();
		this.records.forEach((path, record) -> versions.put(path, this.revoked.contains(path)
				? CredentialVersion.revoked(record.version()) : CredentialVersion.of(record.version())));
		versions.keySet().retainAll(paths);
		return versions;
	}

	private void asked() {
		this.queries.incrementAndGet();
		if (this.down) {
			throw new IllegalStateException("connection refused");
		}
	}

	void put(CredentialPath path, CredentialRecord record) {
		this.records.put(path, record);
	}

	void revoke(CredentialPath path) {
		this.revoked.add(path);
	}

	void down(boolean down) {
		this.down = down;
	}

	int queries() {
		return this.queries.get();
	}

}
