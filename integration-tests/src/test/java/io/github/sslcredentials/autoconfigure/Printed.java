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

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a user reads when an application does not start.
 */
final class Printed {

	private Printed() {
	}

	static void assertExplained(CapturedOutput output, ThrowingCallable start, String description, String action) {
		assertThat(catchThrowable(start)).as("failure").isNotNull();
		assertThat(output.getAll().replace(System.lineSeparator(), "\n")).contains(
				"APPLICATION FAILED TO START\n***************************\n\nDescription:\n\n%s\n\nAction:\n\n%s\n"
					.formatted(description, action));
	}

	static void assertUnexplained(CapturedOutput output, ThrowingCallable start) {
		assertThat(catchThrowable(start)).as("failure").isNotNull();
		assertThat(output).contains("Application run failed").doesNotContain("Description:");
	}

}
