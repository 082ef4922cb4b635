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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;

/**
 * A store whose answers the test sets, with what it was asked.
 */
final class RotatingStore implements CredentialRepository {

	private final Map<CredentialPath, CredentialRecord> records = new ConcurrentHashMap<>();

	private final Map<CredentialPath, CredentialVersion> versions = new ConcurrentHashMap<>();

	private final Map<CredentialPath, Runnable> hindrances = new ConcurrentHashMap<>();

	private final List<CredentialPath> found = new ArrayList<>();

	private volatile @Nullable RuntimeException down;

	private volatile boolean answersNull;

	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		checkUp();
		synchronized (this.found) {
			this.found.add(path);
		}
		this.hindrances.getOrDefault(path, () -> {
		}).run();
		return this.records.get(path);
	}

	@Override
	@SuppressWarnings("NullAway") // what a store must not do
	public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		if (this.answersNull) {
			return null;
		}
		if (this.versions.isEmpty()) {
			return CredentialRepository.super.versions(paths);
		}
		checkUp();
		Map<CredentialPath, CredentialVersion> known = new ConcurrentHashMap<>(this.versions);
		known.keySet().retainAll(paths);
		return known;
	}

	private void checkUp() {
		RuntimeException down = this.down;
		if (down != null) {
			throw down;
		}
	}

	void put(CredentialPath path, CredentialRecord record) {
		this.records.put(path, record);
	}

	/**
	 * Put a record, and say of its version where it stands.
	 */
	void put(CredentialPath path, CredentialRecord record, String epoch, long sequence) {
		this.records.put(path, record);
		this.versions.put(path, CredentialVersion.of(record.version()).withOrder(new CredentialOrder(epoch, sequence)));
	}

	void say(CredentialPath path, CredentialVersion version) {
		this.versions.put(path, version);
	}

	void remove(CredentialPath path) {
		this.records.remove(path);
		this.versions.remove(path);
	}

	/**
	 * Do something whenever the path is asked for.
	 */
	void hinder(CredentialPath path, Runnable hindrance) {
		this.hindrances.put(path, hindrance);
	}

	void answerNull() {
		this.answersNull = true;
	}

	void down(@Nullable RuntimeException down) {
		this.down = down;
	}

	List<CredentialPath> found() {
		synchronized (this.found) {
			return List.copyOf(this.found);
		}
	}

}
