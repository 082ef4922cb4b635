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

package io.github.sslcredentials.store.jdbc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.database.TestDatabase.Database;

import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * An instance in a JVM of its own that calls a partner again and again. What fails ends
 * it.
 */
final class CallingProcess {

	private static final long PAUSE_NANOS = 3_000_000;

	private CallingProcess() {
	}

	static Process start(Database database, URI partner) throws IOException {
		return new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), CallingProcess.class.getName(), database.url(),
						database.user(), database.password(), InMemoryApplication.caLocation(), partner.toString()))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	public static void main(String[] arguments) {
		TableApplication.runner(new Database(arguments[0], arguments[1], arguments[2], true))
			.withPropertyValues("ssl.ca-certificates=" + arguments[3], "ssl.refresh.interval=1s")
			.run((context) -> call(context, URI.create(arguments[4])));
		Runtime.getRuntime().halt(1);
	}

	private static void call(ApplicationContext context, URI partner) {
		RestClient client = context.getBean(RestClient.class);
		while (true) {
			client.get().uri(partner).retrieve().toBodilessEntity();
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

}
