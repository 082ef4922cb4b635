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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The links between the pages lead somewhere.
 */
class LinkTests {

	@Test
	void relativeLinksResolve() {
		assertThat(links().filter((link) -> !resolves(link))).isEmpty();
	}

	@Test
	void pagesAreLinkedFromReadme() {
		List<String> linked = Manual.page("README.md").links().stream().map(Page.Link::target).toList();
		assertThat(Manual.pages().stream().map(Page::name).filter((name) -> !name.equals("README.md")))
			.allMatch((name) -> linked.stream().anyMatch((target) -> target.startsWith(name)));
	}

	private static Stream<Page.Link> links() {
		return Manual.pages()
			.stream()
			.flatMap((page) -> page.links().stream())
			.filter((link) -> !URI.create(link.target()).isAbsolute());
	}

	private static boolean resolves(Page.Link link) {
		String[] parts = link.target().split("#", 2);
		Path file = parts[0].isEmpty() ? link.page().file() : link.page().file().resolveSibling(parts[0]).normalize();
		return Files.exists(file) && (parts.length == 1 || Manual.page(file.toString()).anchors().contains(parts[1]));
	}

}
