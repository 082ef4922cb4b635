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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;

/**
 * Asks the repositories one after the other, and opens what they answer. It waits for
 * them without a bound, on the thread of the caller, and keeps nothing.
 * <p>
 * Instances may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class StoreReader {

	private final Supplier<Map<String, CredentialRepository>> repositories;

	private final RecordOpener opener;

	StoreReader(Supplier<Map<String, CredentialRepository>> repositories, RecordOpener opener) {
		this.repositories = repositories;
		this.opener = opener;
	}

	/**
	 * Read the credential under a path.
	 * @param path the path
	 * @return the credential, or {@code null} if no repository has one
	 * @throws CredentialException if it cannot be used, or a repository cannot be asked
	 */
	public @Nullable LoadedCredential read(CredentialPath path) {
		for (Map.Entry<String, CredentialRepository> candidate : this.repositories.get().entrySet()) {
			CredentialRecord record = find(path, candidate.getKey(), candidate.getValue());
			if (record != null) {
				return open(path, record);
			}
		}
		return null;
	}

	/**
	 * Ask which versions are in force. A repository is asked for what those before it do
	 * not know.
	 * @param paths the paths
	 * @return the versions, by their paths, without those that no repository knows
	 * @throws CredentialUnavailableException if a repository cannot be asked
	 */
	public Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		Map<CredentialPath, CredentialVersion> versions = new HashMap<>();
		List<CredentialPath> unknown = new ArrayList<>(paths);
		for (Map.Entry<String, CredentialRepository> candidate : this.repositories.get().entrySet()) {
			if (unknown.isEmpty()) {
				break;
			}
			Map<CredentialPath, CredentialVersion> answer = versions(unknown, candidate.getKey(), candidate.getValue());
			unknown.forEach((path) -> add(versions, path, answer.get(path)));
			unknown.removeIf((path) -> isKnown(versions.get(path)));
		}
		return versions;
	}

	private static Map<CredentialPath, CredentialVersion> versions(List<CredentialPath> paths, String name,
			CredentialRepository repository) {
		try {
			return repository.versions(List.copyOf(paths));
		}
		catch (CredentialUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw StoreFailure.of(null, "'%s'".formatted(name), ex);
		}
	}

	/** What an earlier repository surely does not have, a later one may. */
	private static boolean isKnown(@Nullable CredentialVersion version) {
		return version != null && version.version() != null;
	}

	private static void add(Map<CredentialPath, CredentialVersion> versions, CredentialPath path,
			@Nullable CredentialVersion version) {
		if (version != null && (isKnown(version) || !versions.containsKey(path))) {
			versions.put(path, version);
		}
	}

	/**
	 * Return the names of the repositories.
	 * @return the names, in the order in which they are asked
	 */
	public List<String> names() {
		return List.copyOf(this.repositories.get().keySet());
	}

	/** What is not foreseen may quote the content, and goes into events and the log. */
	private LoadedCredential open(CredentialPath path, CredentialRecord record) {
		try {
			return LoadedCredential.of(this.opener.read(path, record), record.order());
		}
		catch (CredentialException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw StoreFailure.of(path, "the store", ex);
		}
	}

	private static @Nullable CredentialRecord find(CredentialPath path, String name, CredentialRepository repository) {
		try {
			return repository.find(path);
		}
		catch (CredentialException ex) {
			throw isOfAnother(path, ex) ? StoreFailure.of(path, "'%s'".formatted(name), ex) : ex;
		}
		catch (RuntimeException | Error ex) {
			throw StoreFailure.of(path, "'%s'".formatted(name), ex);
		}
	}

	/** What a store needs for itself may be a credential as well. */
	private static boolean isOfAnother(CredentialPath path, CredentialException failure) {
		return failure instanceof CredentialUnavailableException && failure.path() != null
				&& !path.equals(failure.path());
	}

}
