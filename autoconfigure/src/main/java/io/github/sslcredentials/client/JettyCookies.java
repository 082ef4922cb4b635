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

package io.github.sslcredentials.client;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.jspecify.annotations.Nullable;

/**
 * Hands the cookies of one identity on to the client of its next version.
 */
final class JettyCookies {

	private final AtomicReference<@Nullable HttpCookieStore> store = new AtomicReference<>();

	/**
	 * Let a client use the cookies of the one before, or keep its own for the next.
	 * @param client the client, which has not started
	 */
	void handOn(HttpClient client) {
		HttpCookieStore own = client.getHttpCookieStore();
		HttpCookieStore kept = this.store.get();
		if (kept == null) {
			kept = (own != null) ? own : new HttpCookieStore.Default();
			this.store.set(kept);
		}
		client.setHttpCookieStore(kept);
	}

}
