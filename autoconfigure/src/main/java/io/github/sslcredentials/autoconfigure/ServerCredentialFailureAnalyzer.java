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
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.bundle.ServerCredentialException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains that a server was not started, since the credential of its bundle cannot be
 * used. It comes before the analyzer of the cause, whose advice is for clients.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ServerCredentialFailureAnalyzer extends AbstractFailureAnalyzer<ServerCredentialException> {

	private final Environment environment;

	ServerCredentialFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ServerCredentialException cause) {
		String property = ServerBundles.of(this.environment).property(cause.bundle());
		return new FailureAnalysis(cause.getMessage() + ".", "%s A server needs its credential to start: '%s' is '%s'."
			.formatted(action(cause.failure()), (property != null) ? property : "server.ssl.bundle", cause.bundle()),
				cause);
	}

	private static String action(CredentialException failure) {
		if (failure instanceof NoSuchCredentialException) {
			return "Store the credential under this path, or correct 'credential'. Kinds and ids are compared by case.";
		}
		if (failure instanceof InvalidCredentialException) {
			return "Store a credential that a server can use under this path.";
		}
		return "See that the database is up and can be reached.";
	}

}
