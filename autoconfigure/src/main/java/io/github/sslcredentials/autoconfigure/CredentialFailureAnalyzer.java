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

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link CredentialException} at start.
 */
final class CredentialFailureAnalyzer extends AbstractFailureAnalyzer<CredentialException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CredentialException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private static String action(CredentialException cause) {
		if (cause instanceof NoSuchCredentialException) {
			return "Store the credential under this path, or correct 'credential'. Kinds and ids are compared by case. To start without it, set 'fail-fast' to false.";
		}
		if (cause instanceof InvalidCredentialException) {
			return "Store a credential that can be used under this path. To start without it, set 'fail-fast' to false.";
		}
		if (cause instanceof CredentialUnavailableException) {
			return "See that the database is up and can be reached. To start without it, set 'fail-fast' to false.";
		}
		throw new IllegalArgumentException("Unknown type " + cause.getClass().getName());
	}

}
