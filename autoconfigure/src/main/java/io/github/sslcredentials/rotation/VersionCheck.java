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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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

	/** How long something must be missing to be gone. */
	static final Duration CONFIRMATION = Duration.ofSeconds(5);

	/** So many do not vanish at once. */
	private static final int MANY = 20;

	private final LoadedCredentials loaded;

	private final StoreReader store;

	private final Map<CredentialPath, Sighting> missing = new ConcurrentHashMap<>();

	private final LongSupplier nanos;

	VersionCheck(LoadedCredentials loaded, StoreReader store, LongSupplier nanos) {
		this.loaded = loaded;
		this.store = store;
		this.nanos = nanos;
	}

	/**
	 * Ask about some paths. What is missing stays {@link Change#MISSING}: what it means
	 * can only be told when all are asked for.
	 * @param paths the paths
	 * @param failures is given what went wrong with a store
	 * @return what has become of those that the stores have answered for
	 */
	List<Changed> checkSome(Collection<CredentialPath> paths, Consumer<CredentialUnavailableException> failures) {
		Map<CredentialPath, @Nullable CredentialVersion> seen = ask(paths, failures);
		List<Changed> changes = new ArrayList<>();
		seen.forEach((path, version) -> {
			LoadedCredential known = this.loaded.get(path);
			if (known != null) {
				changes.add(new Changed(path, known, version, Change.of(known, version)));
			}
		});
		return changes;
	}

	/**
	 * Ask about all paths that are in use.
	 * @param paths the paths
	 * @param failures is given what went wrong with a store
	 * @return what has become of those that the stores have answered for; what is missing
	 * for the first time stays {@link Change#MISSING}
	 */
	List<Changed> checkAll(Collection<CredentialPath> paths, Consumer<CredentialUnavailableException> failures) {
		List<Changed> changes = checkSome(paths, failures);
		this.missing.keySet().retainAll(paths);
		long lost = changes.stream().filter((changed) -> changed.change() == Change.LOST).count();
		if (lost > 0) {
			failures.accept(
					absent("%d of %d credentials in use are not in the store, which would know if they had been deleted"
						.formatted(lost, changes.size())));
		}
		boolean many = isMany(changes);
		if (many) {
			failures.accept(absent(
					"most of the %d credentials in use are not in the store any more".formatted(changes.size())));
		}
		return changes.stream()
			.map((changed) -> (changed.change() == Change.MISSING) ? missing(changed, many) : found(changed))
			.toList();
	}

	private Map<CredentialPath, @Nullable CredentialVersion> ask(Collection<CredentialPath> paths,
			Consumer<CredentialUnavailableException> failures) {
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
				failures.accept(ex);
			}
			catch (RuntimeException | Error ex) {
				failed++;
				failures.accept(new CredentialUnavailableException(null,
						"a store could not be asked (%s); see the cause".formatted(ex.getClass().getName()), ex));
			}
		}
		return seen;
	}

	/** Only of those stores that cannot tell a deletion from a loss. */
	private static boolean isMany(List<Changed> changes) {
		long unordered = changes.stream().filter((changed) -> changed.known().order() == null).count();
		long missing = changes.stream().filter((changed) -> changed.change() == Change.MISSING).count();
		return missing > MANY || (missing > 1 && missing * 2 > unordered);
	}

	private Changed missing(Changed changed, boolean many) {
		if (many) {
			this.missing.remove(changed.path());
			return changed.with(Change.NONE);
		}
		long now = this.nanos.getAsLong();
		Sighting first = this.missing.get(changed.path());
		if (first == null || !first.version().equals(changed.known().version())) {
			this.missing.put(changed.path(), new Sighting(changed.known().version(), now));
			return changed;
		}
		return (now - first.nanos() < CONFIRMATION.toNanos()) ? changed : found(changed.with(Change.GONE));
	}

	private Changed found(Changed changed) {
		this.missing.remove(changed.path());
		return changed;
	}

	private static CredentialUnavailableException absent(String problem) {
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

		boolean isToBeTakenUp() {
			return switch (this.change) {
				case NONE, MISSING, LOST -> false;
				case MOVED, REPLACED, REVOKED, GONE -> true;
			};
		}

		Changed with(Change change) {
			return new Changed(this.path, this.known, this.seen, change);
		}

	}

	private record Sighting(String version, long nanos) {
	}

}
