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

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.sslcredentials.CredentialPath;

/**
 * All handshakes that somebody still holds, by the path of their credential. It keeps
 * none of them alive.
 */
final class PublishedHandshakes {

	private final Map<CredentialPath, Set<PublishedHandshake>> byPath = new ConcurrentHashMap<>();

	PublishedHandshake add(CredentialPath path, PublishedHandshake handshake) {
		this.byPath.compute(path, (key, known) -> {
			Set<PublishedHandshake> handshakes = (known != null) ? known
					: Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
			handshakes.add(handshake);
			return handshakes;
		});
		return handshake;
	}

	/**
	 * Return those of a path.
	 */
	List<PublishedHandshake> of(CredentialPath path) {
		Set<PublishedHandshake> handshakes = this.byPath.computeIfPresent(path,
				(key, known) -> known.isEmpty() ? null : known);
		if (handshakes == null) {
			return List.of();
		}
		return List.of(handshakes.toArray(new PublishedHandshake[0]));
	}

	/**
	 * Return the paths, also of those of which nothing is published.
	 */
	Collection<CredentialPath> paths() {
		return List.copyOf(this.byPath.keySet());
	}

}
