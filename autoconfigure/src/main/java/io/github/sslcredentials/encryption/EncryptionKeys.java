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

package io.github.sslcredentials.encryption;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The keys that this application knows: the primary one seals, all of them open.
 * Instances are immutable and may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class EncryptionKeys {

	private static final EncryptionKeys NONE = new EncryptionKeys(Map.of(), null);

	private final Map<String, EncryptionKey> keys;

	private final @Nullable EncryptionKey primary;

	private EncryptionKeys(Map<String, EncryptionKey> keys, @Nullable EncryptionKey primary) {
		this.keys = keys;
		this.primary = primary;
	}

	/**
	 * Return no keys.
	 * @return the one instance without keys
	 */
	public static EncryptionKeys none() {
		return NONE;
	}

	/**
	 * Return the given keys.
	 * @param primaryId the id of the key that seals
	 * @param keys the keys, the primary one among them
	 * @return the keys
	 * @throws IllegalArgumentException if there is no key with the id of the primary one,
	 * or if two have the same id
	 */
	public static EncryptionKeys of(String primaryId, Collection<EncryptionKey> keys) {
		Map<String, EncryptionKey> known = new TreeMap<>();
		for (EncryptionKey key : keys) {
			if (known.put(key.id(), key) != null) {
				throw new IllegalArgumentException("there are two keys with the id '%s'".formatted(key.id()));
			}
		}
		EncryptionKey primary = known.get(primaryId);
		if (primary == null) {
			throw new IllegalArgumentException(
					"the key '%s' is not known, only %s".formatted(primaryId, names(known.keySet())));
		}
		return new EncryptionKeys(Collections.unmodifiableMap(known), primary);
	}

	/**
	 * Return the key that seals.
	 * @return the key, or {@code null} if there are no keys
	 */
	public @Nullable EncryptionKey primary() {
		return this.primary;
	}

	/**
	 * Return the ids of all keys.
	 * @return the ids, in alphabetical order
	 */
	public Set<String> ids() {
		return this.keys.keySet();
	}

	@Nullable EncryptionKey find(String id) {
		return this.keys.get(id);
	}

	String names() {
		return names(this.keys.keySet());
	}

	private static String names(Set<String> ids) {
		return ids.isEmpty() ? "none" : "'" + String.join("', '", ids) + "'";
	}

	/**
	 * Return the ids, and nothing of the keys.
	 */
	@Override
	public String toString() {
		return "EncryptionKeys[ids=%s, primary=%s]".formatted(this.keys.keySet(),
				(this.primary != null) ? this.primary.id() : null);
	}

}
