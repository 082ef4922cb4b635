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

package io.github.sslcredentials.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the application finds its way when it starts again on the same database: the
 * authority is a new one, and what was stored is of no use any more.
 *
 * @author SSL Credentials contributors
 */
@Timeout(120)
class RestartTests {

	@Test
	void startWhenH2FileIsThatOfAnEarlierStartWorks(@TempDir Path folder) {
		startTwice("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("sample"));
	}

	@Test
	void startWhenPostgresDatabaseIsThatOfAnEarlierStartWorks() {
		startTwice("--spring.profiles.active=postgres",
				"--SAMPLE_POSTGRES_URL=" + EmbeddedPostgresServer.INSTANCE.createDatabase("restart"),
				"--SAMPLE_POSTGRES_USERNAME=" + EmbeddedPostgresServer.USER);
	}

	private static void startTwice(String... arguments) {
		String first = callAll(arguments);
		assertThat(callAll(arguments)).isNotEqualTo(first);
	}

	/** Returns the fingerprint of the identity that was used. */
	private static String callAll(String... arguments) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class)
			.properties("server.port=0")
			.run(arguments)) {
			SampleController controller = context.getBean(SampleController.class);
			assertThat(controller.callVerified().seenAs()).isEqualTo("CN=asalieri");
			assertThat(controller.callByWrongName().ok()).isFalse();
			assertThat(controller.callUnverified().ok()).isTrue();
			assertThat(context.getBean(AddressRepository.class).count()).isOne();
			return controller.identity().fingerprint();
		}
	}

}
