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

package io.github.sslcredentials.database;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.LogFactory;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the Docker engine of this machine has. Testcontainers hangs for minutes where an
 * engine runs but no registry answers, so the engine is asked beforehand. The image of
 * PostgreSQL is that of the system property {@code postgres.image}.
 *
 * @author SSL Credentials contributors
 */
final class LocalDocker {

	static final String POSTGRES_IMAGE = System.getProperty("postgres.image", "postgres:17-alpine");

	private static final int TIMEOUT_SECONDS = 10;

	private LocalDocker() {
	}

	static void assumeImage(String image) {
		assume(answers("docker", "image", "inspect", image),
				"a Docker engine that answers and has the image '%s'".formatted(image));
		assume(Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
				|| answers("sh", "-c", "docker images -q testcontainers/ryuk | grep -q ."),
				"an image 'testcontainers/ryuk', or TESTCONTAINERS_RYUK_DISABLED=true");
	}

	/**
	 * Skip aloud: Surefire says nothing of a class whose tests are all skipped.
	 */
	private static void assume(boolean available, String what) {
		if (!available) {
			LogFactory.getLog(LocalDocker.class).warn("Tests are SKIPPED, they need " + what);
		}
		assumeThat(available).as("there is %s", what).isTrue();
	}

	private static boolean answers(String... command) {
		try {
			Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				return process.exitValue() == 0;
			}
			process.destroyForcibly();
			return false;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
