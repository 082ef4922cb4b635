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
import java.util.HashMap;
import java.util.Map;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * The versions of records that are found for them. One that cannot be read has a version
 * as well: to read it says what is wrong, and must not hide the versions of others.
 */
final class FoundVersions {

	private static final CredentialVersion UNREADABLE = CredentialVersion.of("unreadable");

	/** So many in a row are the store's fault, and not that of records. */
	private static final int MAX_FAILURES = 4;

	private final Map<CredentialPath, CredentialVersion> versions = new HashMap<>();

	private final CredentialRepository repository;

	private int failures;

	FoundVersions(CredentialRepository repository) {
		this.repository = repository;
	}

	Map<CredentialPath, CredentialVersion> of(Collection<CredentialPath> paths) {
		for (CredentialPath path : paths) {
			try {
				find(path);
				this.failures = 0;
			}
			catch (InvalidCredentialException ex) {
				this.failures = 0;
				this.versions.put(path, (ex.reason() == Reason.REVOKED) ? CredentialVersion.revoked(ex.version())
						: CredentialVersion.of(ex.version()));
			}
			catch (RuntimeException ex) {
				failed(path, paths.size(), ex);
			}
		}
		return this.versions;
	}

	private void find(CredentialPath path) {
		CredentialRecord record = this.repository.find(path);
		if (record != null) {
			this.versions.put(path, CredentialVersion.of(record.version()).withOrder(record.order()));
		}
	}

	private void failed(CredentialPath path, int asked, RuntimeException failure) {
		this.failures++;
		if (this.failures == Math.min(asked, MAX_FAILURES)) {
			throw failure;
		}
		this.versions.put(path, UNREADABLE);
	}

}
