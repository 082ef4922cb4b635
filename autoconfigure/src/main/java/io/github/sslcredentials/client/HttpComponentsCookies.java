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

import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Hands the cookies of one identity on to the client of its next version: those that its
 * first client has made for itself, or that the application has given it.
 */
final class HttpComponentsCookies {

	private final AtomicReference<@Nullable CookieStore> store = new AtomicReference<>();

	/**
	 * Keep the cookies of a client, unless those of one before are kept.
	 * @param cookies the cookies, or {@code null} if it has none
	 */
	void keep(@Nullable CookieStore cookies) {
		this.store.compareAndSet(null, cookies);
	}

	/**
	 * Let a client use what is kept.
	 * @param client the client to be built
	 */
	void handOn(HttpClientBuilder client) {
		CookieStore cookies = this.store.get();
		if (cookies != null) {
			client.setDefaultCookieStore(cookies);
		}
	}

}
