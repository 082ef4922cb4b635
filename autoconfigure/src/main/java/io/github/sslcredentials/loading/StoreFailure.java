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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a store could not be asked. What it has thrown is the cause, unless that
 * quotes what may be a private key: database drivers quote a value that they cannot
 * convert, as PostgreSQL's does for a {@code @Lob} on a text column.
 */
final class StoreFailure {

	static final String CYCLE = "it is needed to ask the store that has it: a connection of the store presents this credential. Let the store have connections of its own that present none, or one that is in files";

	private static final String PEM = "-----BEGIN";

	private static final String KEY = "PRIVATE KEY";

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}");

	private static final Pattern HEX = Pattern.compile("[A-Fa-f0-9]{40,}");

	/** Neither a path nor the name of a class has them all, or hardly any. */
	private static final Pattern MIXED = Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).*");

	private StoreFailure() {
	}

	static CredentialUnavailableException of(@Nullable CredentialPath path, String store, Throwable thrown) {
		String type = thrown.getClass().getName();
		if (quotesContent(thrown, Collections.newSetFromMap(new IdentityHashMap<>()))) {
			return new CredentialUnavailableException(path,
					"%s could not be asked (%s, withheld since it quotes the credential); see how the columns of the private key and certificates are mapped"
						.formatted(store, type),
					null);
		}
		if (thrown instanceof StoreCycleException || isCycle(path, thrown)) {
			return new CredentialUnavailableException(path, CYCLE, thrown);
		}
		return new CredentialUnavailableException(path,
				"%s could not be asked (%s); see the cause, and whether the store is up".formatted(store, type),
				thrown);
	}

	/** The store has thrown that the very credential is missing that it is asked for. */
	private static boolean isCycle(@Nullable CredentialPath path, Throwable thrown) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
			if (cause instanceof CredentialUnavailableException unavailable && Objects.equals(path, unavailable.path())
					&& cause.getCause() instanceof StoreCycleException) {
				return true;
			}
		}
		return false;
	}

	private static boolean quotesContent(@Nullable Throwable thrown, Set<Throwable> seen) {
		if (thrown == null || !seen.add(thrown)) {
			return false;
		}
		if (isContent(thrown.toString()) || quotesContent(thrown.getCause(), seen)) {
			return true;
		}
		for (Throwable suppressed : thrown.getSuppressed()) {
			if (quotesContent(suppressed, seen)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A key may be stored without the lines around it, or be quoted from the middle.
	 */
	private static boolean isContent(String text) {
		return text.contains(PEM) || text.contains(KEY) || HEX.matcher(text).find()
				|| BASE64.matcher(text).results().anyMatch((run) -> MIXED.matcher(run.group()).matches());
	}

}
