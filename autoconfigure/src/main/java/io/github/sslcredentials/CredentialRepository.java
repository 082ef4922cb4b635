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

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from: the one interface that a store implements.
 * <p>
 * All beans of this type are asked in their order, those of the application before ours;
 * the first answer counts. What is found is parsed and checked by the caller, so that a
 * store hands out what it holds, as stored. Implementations are called by several threads
 * at once, on threads of their own, outside the transaction of the code that wants the
 * credential, and are bounded in time by {@code ssl.store.timeout}.
 * <p>
 * What an implementation promises, each a test of {@code CredentialRepositoryContract} in
 * {@code ssl-credentials-spring-boot-starter-test}:
 * <ul>
 * <li>what is stored under a path is found under it, however many ask at once, and
 * nothing else is; what was replaced or removed is not;</li>
 * <li>paths are compared exactly: {@code Employee/asalieri} and {@code Employee/ASALIERI}
 * are two identities, also where the database thinks otherwise; a separator, wildcard or
 * quote in an id is a character of the id;</li>
 * <li>a record is of one piece: never the private key of one version with the
 * certificates of another, also while it is replaced;</li>
 * <li>what is stored is found after the commit, and not before;</li>
 * <li>records of up to a million characters are held;</li>
 * <li>{@linkplain #versions the versions} of several paths are those of the records that
 * are found under them: another one after a change, and none in force under a path where
 * there is nothing, or nothing any more;</li>
 * <li>a store that cannot be asked throws: it never answers that there is nothing.</li>
 * </ul>
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@FunctionalInterface
public interface CredentialRepository {

	/**
	 * Find the credential that is in force under the given path.
	 * @param path the path
	 * @return the record as stored, or {@code null} if this store has none under the path
	 * @throws RuntimeException if the store cannot be asked; an exception never means
	 * that there is no credential, and the next store is not asked
	 */
	@Nullable CredentialRecord find(CredentialPath path);

	/**
	 * Return which versions are in force under the given paths, so that a change is
	 * noticed. It is asked for all credentials in use at each
	 * {@code ssl.refresh.interval}.
	 * <p>
	 * By default each record is {@linkplain #find(CredentialPath) found} for its version,
	 * and the order of versions is not known. A store that can answer with less should.
	 * @param paths the paths, a few hundred at most
	 * @return the versions, by their paths; a path that is not in it is not known to this
	 * store
	 * @throws RuntimeException if the store cannot be asked; an exception never means
	 * that there is nothing
	 */
	default Map<CredentialPath, CredentialVersion> versions(Collection<CredentialPath> paths) {
		return new FoundVersions(this).of(paths);
	}

}
