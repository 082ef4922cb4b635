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

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.test.CredentialRepositoryContractTests.InMemoryStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores whose records are sound, but not what they say of their versions.
 */
final class UnsoundVersions {

	private UnsoundVersions() {
	}

	private static CredentialRepository versioned(CredentialRepository store,
			UnaryOperator<Map<CredentialPath, CredentialVersion>> change) {
		return new CredentialRepository() {

			@Override
			public @Nullable CredentialRecord find(CredentialPath path) {
				return store.find(path);
			}

			@Override
			public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
				return change.apply(store.versions(paths));
			}

		};
	}

	/** Under all paths. */
	static class OfTheFirst extends InMemoryStore {

		@Override
		protected CredentialRepository repository() {
			return versioned(super.repository(), (versions) -> {
				Map<CredentialPath, CredentialVersion> same = new HashMap<>();
				versions.keySet().forEach((path) -> same.put(path, versions.values().iterator().next()));
				return same;
			});
		}

	}

	/** As they were seen first. */
	static class Stale extends InMemoryStore {

		private final Map<CredentialPath, CredentialVersion> seen = new ConcurrentHashMap<>();

		@Override
		protected CredentialRepository repository() {
			return versioned(super.repository(), (versions) -> {
				versions.forEach(this.seen::putIfAbsent);
				return Map.copyOf(this.seen);
			});
		}

	}

}
