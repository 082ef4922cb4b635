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

import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The version of a record that is found for it. One that cannot be read has a version as
 * well: to read it says what is wrong, and must not hide the versions of others.
 *
 * @author SSL Credentials contributors
 */
final class FoundVersion {

	private FoundVersion() {
	}

	static @Nullable CredentialVersion of(CredentialRepository repository, CredentialPath path) {
		try {
			CredentialRecord record = repository.find(path);
			return (record != null) ? CredentialVersion.of(record.version()).withOrder(record.order()) : null;
		}
		catch (InvalidCredentialException ex) {
			return (ex.reason() == Reason.REVOKED) ? CredentialVersion.revoked(ex.version())
					: CredentialVersion.of(ex.version());
		}
	}

}
