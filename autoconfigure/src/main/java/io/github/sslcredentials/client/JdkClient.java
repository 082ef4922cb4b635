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

import java.lang.reflect.Field;
import java.net.CookieHandler;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * The HTTP client of the Java platform that a version uses. Spring holds it in a private
 * field and hands it to nobody: where that field cannot be read, the client is treated
 * like one of Java 17, which cannot be closed.
 */
final class JdkClient implements VersionResources {

	private final @Nullable HttpClient client;

	private JdkClient(@Nullable HttpClient client) {
		this.client = client;
	}

	/**
	 * Return the client of one of Spring's classes.
	 * @param holder what makes requests with it
	 * @param type the class that holds it
	 * @return the client
	 */
	static JdkClient of(Object holder, Class<?> type) {
		try {
			Field field = ReflectionUtils.findField(type, "httpClient");
			if (field == null) {
				return new JdkClient(null);
			}
			ReflectionUtils.makeAccessible(field);
			return new JdkClient((HttpClient) ReflectionUtils.getField(field, holder));
		}
		catch (RuntimeException ex) {
			return new JdkClient(null);
		}
	}

	/**
	 * Keep the cookie handler for the client of the next version.
	 * @param cookies where to keep it; an earlier one stays
	 */
	void keepCookies(AtomicReference<@Nullable CookieHandler> cookies) {
		if (this.client != null) {
			this.client.cookieHandler().ifPresent((handler) -> cookies.compareAndSet(null, handler));
		}
	}

	/** It would wait for exchanges without end, unless its thread is interrupted. */
	@Override
	public void destroy() throws Exception {
		Object client = this.client;
		if (client instanceof AutoCloseable closeable) {
			boolean interrupted = Thread.interrupted();
			Thread.currentThread().interrupt();
			try {
				closeable.close();
			}
			finally {
				restore(interrupted);
			}
		}
	}

	@Override
	public boolean canBeClosed() {
		Object client = this.client;
		return client instanceof AutoCloseable;
	}

	private static void restore(boolean interrupted) {
		Thread.interrupted();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
