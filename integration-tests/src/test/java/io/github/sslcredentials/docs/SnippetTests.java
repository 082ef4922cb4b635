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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the manual shows of Java and YAML is what the tests run.
 */
class SnippetTests {

	@ParameterizedTest
	@MethodSource("code")
	void codeIsThatOfTests(Fence fence) {
		if (!fence.isExcused()) {
			String name = fence.snippet();
			assertThat(name).as("%s: needs '<!-- snippet: File.java#region -->' above", fence).isNotNull();
			assertThat(fence.difference(Snippet.of(name))).isNull();
		}
	}

	@Test
	void regionsAreShown() {
		Set<String> shown = code().map(Fence::snippet).collect(Collectors.toSet());
		List<String> hidden = Manual.javaSources("integration-tests/src/test/java/io/github/sslcredentials/docs")
			.filter((file) -> !file.endsWith("SnippetTests.java"))
			.flatMap((file) -> Snippet.tags(Manual.text(file)).stream().map((tag) -> file.getFileName() + "#" + tag))
			.filter((name) -> shown.stream().noneMatch((other) -> ("/" + other).endsWith("/" + name)))
			.toList();
		assertThat(hidden).isEmpty();
	}

	@Test
	void differenceNamesLine() {
		Fence fence = new Fence("README.md", 10, "java", "<!-- snippet: A.java#a -->", List.of("int a;", "int c;"));
		Snippet snippet = Snippet.of("A.java#a", "\t// tag::a[]\n\tint a;\n\tint b;\n\t// end::a[]\n");
		assertThat(fence.difference(snippet))
			.isEqualToNormalizingNewlines("README.md:12 differs from A.java#a\n- int c;\n+ int b;");
	}

	@Test
	void differenceWhenSameIsNull() {
		Fence fence = new Fence("README.md", 10, "java", "", List.of("if (a) {", "    b();", "}"));
		Snippet snippet = Snippet.of("A.java", "\tif (a) {\n\t\tb();\n\t}\n");
		assertThat(fence.difference(snippet)).isNull();
	}

	private static Stream<Fence> code() {
		return Manual.pages().stream().flatMap((page) -> page.fences().stream()).filter(Fence::isCode);
	}

}
