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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import io.github.sslcredentials.loading.StoreReader;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stores which versions are in force, and tells what has changed. A path that is
 * missing counts as gone when it is missing again, and not if many are: that is a store
 * that lies.
 */
final class VersionCheck {

	static final int BATCH = 500;

	/** A store that is down would keep each batch waiting. */
	private static final int MAX_FAILED_BATCHES = 2;

	private final LoadedCredentials loaded;

	private final StoreReader store;

	private final Map<CredentialPath, String> missing = new ConcurrentHashMap<>();

	VersionCheck(LoadedCredentials loaded, StoreReader store) {
		this.loaded = loaded;
		this.store = store;
	}

	/**
	 * Ask about paths.
	 * @param failures is given what went wrong with some of them
	 * @return those that have changed
	 */
	List<Changed> check(Collection<CredentialPath> paths, Failures failures) {
		Map<CredentialPath, @Nullable CredentialVersion> seen = ask(paths, failures);
		List<Changed> changes = new ArrayList<>();
		seen.forEach((path, version) -> {
			LoadedCredential known = this.loaded.get(path);
			if (known != null) {
				changes.add(new Changed(path, known, version, Change.of(known, version)));
			}
		});
		return changed(changes, failures);
	}

	private Map<CredentialPath, @Nullable CredentialVersion> ask(Collection<CredentialPath> paths, Failures failures) {
		Map<CredentialPath, @Nullable CredentialVersion> seen = new HashMap<>();
		List<CredentialPath> all = new ArrayList<>(paths);
		int failed = 0;
		for (int from = 0; from < all.size() && failed < MAX_FAILED_BATCHES; from += BATCH) {
			List<CredentialPath> batch = all.subList(from, Math.min(from + BATCH, all.size()));
			try {
				Map<CredentialPath, CredentialVersion> versions = this.store.versions(batch);
				batch.forEach((path) -> seen.put(path, versions.get(path)));
			}
			catch (CredentialUnavailableException ex) {
				failed++;
				failures.add(ex);
			}
		}
		return seen;
	}

	private List<Changed> changed(List<Changed> changes, Failures failures) {
		long lost = changes.stream().filter((changed) -> changed.change() == Change.LOST).count();
		if (lost > 0) {
			failures.add(missing(
					"%d of %d credentials in use are not in the store, which would know if they had been deleted"
						.formatted(lost, changes.size())));
		}
		boolean many = isMany(changes);
		if (many) {
			failures.add(missing(
					"most of the %d credentials in use are not in the store any more".formatted(changes.size())));
		}
		List<Changed> left = new ArrayList<>();
		for (Changed changed : changes) {
			Changed settled = (changed.change() == Change.MISSING) ? missing(changed, many) : found(changed);
			if (settled.change() != Change.NONE && settled.change() != Change.LOST) {
				left.add(settled);
			}
		}
		return left;
	}

	private static boolean isMany(List<Changed> changes) {
		long missing = changes.stream().filter((changed) -> changed.change() == Change.MISSING).count();
		return missing > 1 && missing * 2 > changes.size();
	}

	private Changed missing(Changed changed, boolean many) {
		if (many) {
			this.missing.remove(changed.path());
			return changed.with(Change.NONE);
		}
		String version = changed.known().version();
		boolean again = version.equals(this.missing.put(changed.path(), version));
		if (again) {
			this.missing.remove(changed.path());
		}
		return changed.with(again ? Change.GONE : Change.NONE);
	}

	private Changed found(Changed changed) {
		this.missing.remove(changed.path());
		return changed;
	}

	private static CredentialUnavailableException missing(String problem) {
		return new CredentialUnavailableException(null,
				problem + "; what is in use stays in use. See whether the store is the right one, and complete", null);
	}

	/**
	 * What has changed.
	 *
	 * @param path the path
	 * @param known what was loaded when the store was asked
	 * @param seen what the store has said
	 * @param change what it means
	 */
	record Changed(CredentialPath path, LoadedCredential known, @Nullable CredentialVersion seen, Change change) {

		Changed with(Change change) {
			return new Changed(this.path, this.known, this.seen, change);
		}

	}

	/**
	 * Takes what went wrong with a store, rather than with one credential.
	 */
	@FunctionalInterface
	interface Failures {

		void add(CredentialUnavailableException failure);

	}

}
