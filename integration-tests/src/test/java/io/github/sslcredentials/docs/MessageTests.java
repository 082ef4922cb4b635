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

package io.github.sslcredentials.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The messages that the page on troubleshooting explains are those of the code: its bold
 * lines of code, where three dots stand for what varies.
 */
class MessageTests {

	private static final Pattern MESSAGE = Pattern.compile("\\*\\*`(.+)`\\*\\*");

	private static final Pattern CONCATENATION = Pattern.compile("\"(\\s*\\.formatted\\([^\"]*?\\))?\\s*\\+\\s*\"");

	private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d\\$)?[sd]");

	private static final Pattern CONSTANT = Pattern.compile("\\t[A-Z_]+\\(\\s*\"([^\"]+)\",");

	private static final String SOURCES = Manual.javaSources("autoconfigure/src/main/java")
		.map((file) -> normalized(Manual.text(file)))
		.collect(Collectors.joining("\n"));

	@ParameterizedTest
	@MethodSource("messages")
	void messageIsOfTheCode(String message) {
		assertThat(SOURCES.contains(message)).as("message '%s' is found in the code", message).isTrue();
	}

	/**
	 * What the code says by constants, the page has with cause and action, or in its
	 * tables.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "PeerAlert", "HandshakeProblem" })
	void constantsAreExplained(String type) {
		String source = normalized(Manual.text(Manual.javaSources("autoconfigure/src/main/java")
			.filter((file) -> file.endsWith(type + ".java"))
			.findFirst()
			.orElseThrow()));
		String page = String.join("\n", Manual.page("docs/troubleshooting.md").prose());
		List<String> causes = CONSTANT.matcher(source)
			.results()
			.map((constant) -> constant.group(1))
			.filter((cause) -> !cause.equals("…"))
			.toList();
		assertThat(causes).hasSizeGreaterThan(10).allSatisfy((cause) -> assertThat(page).contains(cause));
	}

	private static List<String> messages() {
		return Manual.page("docs/troubleshooting.md")
			.prose()
			.stream()
			.map(MESSAGE::matcher)
			.filter(Matcher::matches)
			.map((matcher) -> matcher.group(1))
			.toList();
	}

	private static String normalized(String source) {
		String joined = CONCATENATION.matcher(source).replaceAll("");
		return PLACEHOLDER.matcher(joined).replaceAll("…").replace("\\\"", "\"").replace("%%", "%");
	}

}
