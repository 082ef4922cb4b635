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

package io.github.sslcredentials.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A program of this machine, as its package manager installs it.
 */
enum LocalProgram {

	OPENSSL("openssl", "version"),

	NGINX("nginx", "-v"),

	HAPROXY("haproxy", "-v"),

	STUNNEL("stunnel", "-version"),

	PYTHON("python3", "--version"),

	GNUTLS("gnutls-serv", "--version"),

	CURL("curl", "--version"),

	FAKETIME("faketime", "--version");

	private static final Log logger = LogFactory.getLog(LocalProgram.class);

	private static final Map<LocalProgram, Boolean> INSTALLED = new ConcurrentHashMap<>();

	private final String command;

	private final String version;

	LocalProgram(String command, String version) {
		this.command = command;
		this.version = version;
	}

	String command() {
		return this.command;
	}

	/**
	 * Skip the test, and say so, where the program is missing.
	 */
	void assumeInstalled() {
		assumeThat(INSTALLED.computeIfAbsent(this, LocalProgram::isInstalled))
			.as("'%s' is not installed: its tests are skipped", this.command)
			.isTrue();
	}

	/**
	 * Run a program to its end.
	 * @return what it ended with, and what it printed
	 */
	static Result run(Path folder, List<String> command, String input) throws IOException, InterruptedException {
		Path file = Files.writeString(Files.createTempFile(folder, "input", ".txt"), input);
		Path output = Files.createTempFile(folder, "output", ".txt");
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectInput(file.toFile())
			.redirectOutput(output.toFile())
			.start();
		if (!process.waitFor(30, TimeUnit.SECONDS)) {
			process.destroyForcibly();
			throw new IllegalStateException("'%s' has not ended: %s".formatted(command, text(output)));
		}
		return new Result(process.exitValue(), text(output));
	}

	private static boolean isInstalled(LocalProgram program) {
		try {
			Process process = new ProcessBuilder(program.command, program.version).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor() == 0;
		}
		catch (IOException ex) {
			logger.warn("'%s' is not installed: its tests are skipped".formatted(program.command));
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	static String text(Path file) throws IOException {
		return Files.readString(file, StandardCharsets.ISO_8859_1);
	}

	/**
	 * How a program has ended.
	 */
	record Result(int exitCode, String output) {

	}

}
