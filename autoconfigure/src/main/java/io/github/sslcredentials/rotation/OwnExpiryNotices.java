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

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.sslcredentials.CredentialPath;

/**
 * The notices of one instance, in memory: each instance says for itself what expires, and
 * says it again after a restart. The oldest are forgotten when there are very many.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class OwnExpiryNotices implements ExpiryNotices {

	private static final int MAX = 100_000;

	private final Set<Notice> notices = Collections
		.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<Notice, Boolean>() {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<Notice, Boolean> eldest) {
				return size() > MAX;
			}

		}));

	@Override
	public boolean claim(CredentialPath path, String version, Duration threshold) {
		return this.notices.add(new Notice(path, version, threshold));
	}

	private record Notice(CredentialPath path, String version, Duration threshold) {
	}

}
