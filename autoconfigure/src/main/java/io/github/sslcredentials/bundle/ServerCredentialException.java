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

package io.github.sslcredentials.bundle;

import io.github.sslcredentials.CredentialException;

/**
 * A server cannot start, since the credential of its bundle cannot be used. The cause
 * says why.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class ServerCredentialException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String bundle;

	private final CredentialException failure;

	/**
	 * Create an exception.
	 * @param bundle the name of the bundle
	 * @param failure why its credential cannot be used
	 */
	public ServerCredentialException(String bundle, CredentialException failure) {
		super("Server cannot be started with the bundle '%s': %s".formatted(bundle, failure.getMessage()), failure);
		this.bundle = bundle;
		this.failure = failure;
	}

	/**
	 * Return which bundle.
	 * @return the name of the bundle, and of the client
	 */
	public String bundle() {
		return this.bundle;
	}

	/**
	 * Return why its credential cannot be used.
	 * @return the cause
	 */
	public CredentialException failure() {
		return this.failure;
	}

}
