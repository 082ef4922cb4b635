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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * The commands, which are taken from the command line only.
 */
final class CredentialCommands {

	private static final String COMMAND_LINE = "commandLineArgs";

	private static final Map<String, Function<PropertySource<?>, CredentialCommand>> COMMANDS = commands();

	private CredentialCommands() {
	}

	/**
	 * Return the command, if there is one.
	 */
	static @Nullable CredentialCommand of(ConfigurableEnvironment environment) {
		PropertySource<?> commandLine = environment.getPropertySources().get(COMMAND_LINE);
		if (commandLine == null) {
			return null;
		}
		List<String> given = COMMANDS.keySet()
			.stream()
			.filter((name) -> commandLine.containsProperty(name) && !"false".equals(commandLine.getProperty(name)))
			.toList();
		if (given.size() > 1) {
			return (beans) -> {
				throw new SslCredentialsPropertyException(given.get(1),
						"there is '--%s' as well".formatted(given.get(0)), "Write one of the two at a time.");
			};
		}
		return given.isEmpty() ? null : command(given.get(0), commandLine);
	}

	private static CredentialCommand command(String name, PropertySource<?> commandLine) {
		return Objects.requireNonNull(COMMANDS.get(name)).apply(commandLine);
	}

	static boolean isCommand(String property) {
		return COMMANDS.containsKey(property);
	}

	private static Map<String, Function<PropertySource<?>, CredentialCommand>> commands() {
		Map<String, Function<PropertySource<?>, CredentialCommand>> commands = new LinkedHashMap<>();
		commands.put(ImportCommand.NAME, ImportCommand::new);
		commands.put(RekeyCommand.NAME, (commandLine) -> new RekeyCommand());
		commands.put(ExplainCommand.NAME, ExplainCommand::new);
		return commands;
	}

}
