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

package io.github.sslcredentials;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes credentials. Reading them for use is another interface,
 * {@link CredentialRepository}, so that most applications need no more.
 * <p>
 * Each method does all of its work in one transaction of its own, never in that of the
 * caller, or nothing of it. Of two callers who change the same credential at the same
 * time one gets a {@link CredentialConflictException}. What is stored was parsed and
 * checked beforehand as on reading, so that what cannot be used is refused here. May be
 * used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 * @see CredentialRepository
 */
public interface CredentialStore {

	/**
	 * Store a new version, which is in force from now on, in place of whatever is. The
	 * version before is retired, and stays there.
	 * @param path the path
	 * @param record the private key and certificates; the version of the record is not
	 * looked at
	 * @return what was stored, with the version that the store has given it
	 * @throws InvalidCredentialException if the record cannot be used
	 * @throws CredentialConflictException if another version was stored at the same time
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	StoredCredential store(CredentialPath path, CredentialRecord record);

	/**
	 * Store a new version if the one in force is the one that the caller knows.
	 * @param path the path
	 * @param record the private key and certificates
	 * @param activeVersion the version that must be in force, or {@code null} if none
	 * must be
	 * @return what was stored, with the version that the store has given it
	 * @throws InvalidCredentialException if the record cannot be used
	 * @throws CredentialConflictException if another version is in force
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	StoredCredential store(CredentialPath path, CredentialRecord record, @Nullable String activeVersion);

	/**
	 * Revoke a version: it must not be used any more. If it was in force, there is no
	 * version in force from now on, and the credential cannot be used before another one
	 * is stored. To revoke what is revoked changes nothing.
	 * @param path the path
	 * @param version the version
	 * @return what is stored now
	 * @throws NoSuchCredentialException if there is no such version
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	StoredCredential revoke(CredentialPath path, String version);

	/**
	 * Delete all versions of a credential. A version that is stored later is given no
	 * number that was given before.
	 * @param path the path
	 * @return whether there was any
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	boolean delete(CredentialPath path);

	/**
	 * Return what is stored under all paths, of each the version in force, or, if none
	 * is, the one whose state was changed last. The order is that of the store, and the
	 * same in each call.
	 * @param after the last path of the page before, or {@code null} for the first page
	 * @param limit how many at most, one or more
	 * @return the page, empty after the last one
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	List<StoredCredential> list(@Nullable CredentialPath after, int limit);

	/**
	 * Return the versions of a credential, the newest first.
	 * @param path the path
	 * @param before the last version of the page before, or {@code null} for the first
	 * page
	 * @param limit how many at most, one or more
	 * @return the page, empty if there are none
	 * @throws CredentialUnavailableException if the store cannot be asked
	 */
	List<StoredCredential> versions(CredentialPath path, @Nullable String before, int limit);

}
