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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import org.jspecify.annotations.Nullable;

/**
 * What has been loaded, by its path. Nothing is ever replaced by what came before it.
 * <p>
 * Instances may be used by several threads at once, and no method waits.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class LoadedCredentials {

	private final Map<CredentialPath, LoadedCredential> entries = new ConcurrentHashMap<>();

	private final Predicate<Credential> validity;

	LoadedCredentials(Predicate<Credential> validity) {
		this.validity = validity;
	}

	/**
	 * Return the credential under the path if one is loaded and valid.
	 * @throws CredentialException if there must not be one
	 */
	@Nullable Credential usable(CredentialPath path) {
		LoadedCredential loaded = this.entries.get(path);
		Credential credential = (loaded != null) ? loaded.obtain() : null;
		return (credential != null && this.validity.test(credential)) ? credential : null;
	}

	/**
	 * Return what is known under the given path.
	 * @param path the path
	 * @return what is loaded, or {@code null} if nothing is
	 */
	public @Nullable LoadedCredential get(CredentialPath path) {
		return this.entries.get(path);
	}

	/**
	 * Return the paths of all that is known.
	 * @return the paths, at the moment
	 */
	public Collection<CredentialPath> paths() {
		return List.copyOf(this.entries.keySet());
	}

	/**
	 * Return whether the credential is the one that is known.
	 * @param credential the credential
	 * @return whether nothing has come after it
	 */
	public boolean isInForce(Credential credential) {
		LoadedCredential loaded = this.entries.get(credential.path());
		return loaded != null && credential.equals(loaded.credential());
	}

	/**
	 * Keep what was read because nothing usable was known. What is known and valid stays,
	 * since it is no older: somebody else was faster.
	 * @param path the path
	 * @param read what was read
	 * @return what is known now
	 */
	public LoadedCredential keep(CredentialPath path, LoadedCredential read) {
		return this.entries.merge(path, read,
				(kept, late) -> (isValid(kept) || kept.isAfter(late.order())) ? kept : late);
	}

	/**
	 * Replace what is known by what came after it.
	 * @param path the path
	 * @param expected what the caller has found before
	 * @param next what to replace it by
	 * @return whether it is replaced: not if somebody else did so meanwhile, or forgot it
	 */
	public boolean replace(CredentialPath path, LoadedCredential expected, LoadedCredential next) {
		return !expected.isAfter(next.order()) && this.entries.replace(path, expected, next);
	}

	/**
	 * Forget what is known, if it is what the caller has found.
	 * @param path the path
	 * @param expected what the caller has found before
	 * @return whether it is forgotten
	 */
	public boolean remove(CredentialPath path, LoadedCredential expected) {
		return this.entries.remove(path, expected);
	}

	/**
	 * Forget a credential, if it is the one that is known.
	 */
	void remove(Credential credential) {
		this.entries.computeIfPresent(credential.path(),
				(path, loaded) -> credential.equals(loaded.credential()) ? null : loaded);
	}

	private boolean isValid(LoadedCredential loaded) {
		Credential credential = loaded.credential();
		return credential != null && this.validity.test(credential);
	}

}
