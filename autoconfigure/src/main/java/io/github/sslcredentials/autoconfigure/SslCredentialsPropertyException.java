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

package io.github.sslcredentials.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A property of {@code ssl.*} does not say what can be done. The message never has a
 * secret in it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class SslCredentialsPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String action;

	SslCredentialsPropertyException(String property, String problem, String action) {
		this(property, problem, action, null);
	}

	SslCredentialsPropertyException(String property, String problem, String action, @Nullable Throwable cause) {
		super("'%s': %s".formatted(property, problem), cause);
		this.property = property;
		this.action = action;
	}

	/**
	 * Return which property.
	 * @return the name of the property
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Return what to do.
	 * @return the next step, in words
	 */
	public String action() {
		return this.action;
	}

}
