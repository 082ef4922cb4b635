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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two commands of the README, which the gate runs, and its size.
 */
class ReadmeTests {

	private static final Pattern VERSION = Pattern.compile("(?<=<version>)[^<]+");

	private final Page readme = Manual.page("README.md");

	@Test
	void shellBlocksAreStartAndTests() {
		assertThat(this.readme.fences().stream().filter((fence) -> isShell(fence.language())).map(Fence::content))
			.containsExactly(List.of("./mvnw -q -pl sample-app -am spring-boot:run"), List.of("./mvnw verify"));
	}

	@Test
	void dependencyIsNearTheTop() {
		assertThat(this.readme.lines().subList(0, 20))
			.anyMatch((line) -> line.contains("<artifactId>ssl-credentials-spring-boot-starter</artifactId>"));
	}

	@Test
	void readmeIsShort() {
		assertThat(this.readme.lines()).hasSizeLessThan(160);
	}

	@Test
	void versionIsThatOfProject() {
		String version = VERSION.matcher(String.join("\n", Manual.page("starter/pom.xml").lines()))
			.results()
			.findFirst()
			.map(MatchResult::group)
			.orElseThrow();
		assertThat(Manual.pages().stream().flatMap((page) -> page.fences().stream()).filter(ReadmeTests::isBuildFile))
			.hasSizeGreaterThan(4)
			.allSatisfy((fence) -> assertThat(String.join("\n", fence.content())).contains(version));
	}

	private static boolean isBuildFile(Fence fence) {
		return List.of("xml", "groovy", "kotlin").contains(fence.language());
	}

	private static boolean isShell(String language) {
		return List.of("shell", "bash", "sh", "console").contains(language);
	}

}
