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

/**
 * The application makes its HTTP requests in a way that cannot take the identity of a
 * client.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class UnsupportedRequestFactoryException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create an exception.
	 * @param problem what cannot take the identity
	 * @param action what to do
	 */
	UnsupportedRequestFactoryException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	/**
	 * Return what to do.
	 * @return the next step, in words
	 */
	public String action() {
		return this.action;
	}

}
