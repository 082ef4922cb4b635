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

package io.github.sslcredentials.format;

import io.github.sslcredentials.InvalidCredentialException.Reason;

/**
 * The content of a record cannot be used, before path and version are known. It has no
 * cause: messages of JDK exceptions may quote what they failed to read.
 *
 * @author SSL Credentials contributors
 */
final class InvalidContentException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final String problem;

	InvalidContentException(Reason reason, String problem) {
		super(problem);
		this.reason = reason;
		this.problem = problem;
	}

	Reason reason() {
		return this.reason;
	}

	String problem() {
		return this.problem;
	}

}
