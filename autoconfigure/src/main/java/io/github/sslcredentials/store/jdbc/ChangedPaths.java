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

package io.github.sslcredentials.store.jdbc;

import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.sslcredentials.CredentialPath;

/**
 * The paths that notifications are about: the payload is the SHA-256 of a path in
 * hexadecimal, or empty for any path.
 */
final class ChangedPaths implements Predicate<CredentialPath> {

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

	private final Set<String> hashes = new HashSet<>();

	private final boolean any;

	ChangedPaths(Collection<String> payloads) {
		this.any = payloads.contains("");
		payloads.stream().filter((payload) -> HASH.matcher(payload).matches()).forEach(this.hashes::add);
	}

	boolean isEmpty() {
		return !this.any && this.hashes.isEmpty();
	}

	@Override
	public boolean test(CredentialPath path) {
		return this.any || this.hashes.contains(HexFormat.of().formatHex(CredentialTable.hash(path)));
	}

}
