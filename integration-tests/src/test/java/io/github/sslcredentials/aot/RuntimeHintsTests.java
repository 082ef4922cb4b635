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

package io.github.sslcredentials.aot;

import java.util.Properties;

import io.github.sslcredentials.bundle.CredentialPostgresSslFactory;
import io.github.sslcredentials.store.jdbc.H2SequenceTrigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of.
 */
class RuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "schema-h2.sql", "schema-postgresql.sql", "grants-postgresql.sql" })
	void scriptsAreIncluded(String script) {
		String location = "io/github/sslcredentials/store/jdbc/" + script;
		assertThat(getClass().getClassLoader().getResource(location)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(location)).accepts(hints());
		assertThat(RuntimeHintsPredicates.resource().forResource("io/github/sslcredentials/" + script))
			.rejects(hints());
	}

	@Test
	void triggerOfH2CanBeMade() throws Exception {
		assertThat(
				RuntimeHintsPredicates.reflection().onConstructorInvocation(H2SequenceTrigger.class.getConstructor()))
			.accepts(hints());
	}

	@Test
	void socketFactoryOfPostgresqlCanBeMade() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(CredentialPostgresSslFactory.class.getConstructor(Properties.class)))
			.accepts(hints());
	}

	private RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.sslcredentials."))
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		return hints;
	}

}
