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

import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.loading.LoadedCredential;
import org.jspecify.annotations.Nullable;

/**
 * What the store's word on a path means for what is loaded.
 */
enum Change {

	/** It is as it was, or the store tells of a time before that. */
	NONE,

	/** It is as it was, and the store knows better now when that was. */
	MOVED,

	/** Another version is in force, or something has happened to this one. */
	REPLACED,

	/** The version in force was revoked. */
	REVOKED,

	/** Nothing is in force any more, as the store knows for certain. */
	GONE,

	/** The store does not know of it. */
	MISSING,

	/** The store does not know of it, and would have to if it were gone. */
	LOST;

	static Change of(LoadedCredential loaded, @Nullable CredentialVersion seen) {
		if (seen == null) {
			return (loaded.order() != null) ? LOST : MISSING;
		}
		if (loaded.isAfter(seen.order())) {
			return NONE;
		}
		if (seen.version() == null) {
			return loaded.isAt(seen.order()) ? LOST : GONE;
		}
		if (seen.revoked()) {
			return (loaded.credential() == null && seen.version().equals(loaded.version())) ? NONE : REVOKED;
		}
		if (loaded.credential() == null || !seen.version().equals(loaded.version())) {
			return REPLACED;
		}
		if (seen.order() == null || seen.order().equals(loaded.order())) {
			return NONE;
		}
		return (loaded.order() == null || loaded.isAt(seen.order())) ? MOVED : REPLACED;
	}

}
