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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages of the manual: the README and all of {@code docs}.
 *
 * @author SSL Credentials contributors
 */
final class Manual {

	private static final Path ROOT = root();

	private Manual() {
	}

	static List<Page> pages() {
		List<Path> files = Stream
			.concat(Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
					list(ROOT.resolve("docs")))
			.toList();
		return files.stream().map(Manual::read).toList();
	}

	static Page page(String name) {
		return read(ROOT.resolve(name));
	}

	static String source(String name) {
		List<Path> found = list(ROOT.resolve("integration-tests/src/test")).filter((file) -> file.endsWith(name))
			.toList();
		if (found.size() != 1) {
			throw new IllegalArgumentException("'%s' must be one file of the tests, but is %s".formatted(name, found));
		}
		return text(found.get(0));
	}

	/** All Java sources of the folder, by their paths. */
	static Stream<Path> javaSources(String folder) {
		return list(ROOT.resolve(folder)).filter((file) -> file.toString().endsWith(".java"));
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Page read(Path file) {
		return new Page(file, ROOT.relativize(file).toString(), text(file).lines().toList());
	}

	private static Stream<Path> list(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		while (folder != null && !Files.exists(folder.resolve("README.md"))) {
			folder = folder.getParent();
		}
		if (folder == null) {
			throw new IllegalStateException("There is no README.md above '%s'".formatted(Path.of("").toAbsolutePath()));
		}
		return folder;
	}

}
