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

import io.github.sslcredentials.bundle.CredentialPostgresSslFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * What a native image cannot see: the scripts of the shipped table, the trigger that H2
 * makes by its name, and the socket factory that the driver of PostgreSQL makes by its
 * name.
 */
final class SslCredentialsRuntimeHints implements RuntimeHintsRegistrar {

	private static final String TABLE = "io/github/sslcredentials/store/jdbc/";

	private static final String TRIGGER = "io.github.sslcredentials.store.jdbc.H2SequenceTrigger";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(TABLE + "*.sql");
		if (ClassUtils.isPresent("org.h2.tools.TriggerAdapter", classLoader)) {
			hints.reflection().registerType(TypeReference.of(TRIGGER), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}
		if (ClassUtils.isPresent("org.postgresql.Driver", classLoader)) {
			hints.reflection()
				.registerType(CredentialPostgresSslFactory.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}
	}

}
