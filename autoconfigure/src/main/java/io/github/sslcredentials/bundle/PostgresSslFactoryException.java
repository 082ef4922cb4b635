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

/**
 * A {@link CredentialPostgresSslFactory} could not be made: because of the settings of
 * the connection, or of the client that it names.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class PostgresSslFactoryException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	PostgresSslFactoryException(String message) {
		super(message);
	}

}
