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

package io.github.sslcredentials.actuate;

import java.time.Instant;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.loading.LoadedCredential;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is loaded can be used, in the words of operators; the worst first.
 */
enum CredentialCondition {

	REVOKED("revoked"),

	EXPIRED("expired"),

	NOT_YET_VALID("not yet valid"),

	IN_FORCE("in force"),

	NOT_LOADED("not loaded");

	private final String text;

	CredentialCondition(String text) {
		this.text = text;
	}

	static CredentialCondition of(@Nullable LoadedCredential loaded, Instant now) {
		if (loaded == null) {
			return NOT_LOADED;
		}
		Credential credential = loaded.credential();
		if (credential == null) {
			return REVOKED;
		}
		if (credential.notAfter().isBefore(now)) {
			return EXPIRED;
		}
		return credential.notBefore().isAfter(now) ? NOT_YET_VALID : IN_FORCE;
	}

	/**
	 * Return whether whoever wants to use it is refused.
	 */
	boolean isRefused() {
		return this == REVOKED || this == EXPIRED || this == NOT_YET_VALID;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
