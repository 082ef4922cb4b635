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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code of a test that the manual shows: a whole file, or what is between
 * {@code // tag::name[]} and {@code // end::name[]}, which may be several pieces. Its
 * indentation is that of a page: four blanks, and none for what is outermost.
 *
 * @param name the name, such as {@code GettingStartedTests.java#inject}
 * @param lines the lines
 * @author SSL Credentials contributors
 */
record Snippet(String name, List<String> lines) {

	private static final Pattern TAG = Pattern.compile("\\s*(?://|#) (tag|end)::([\\w-]+)\\[]");

	static Snippet of(String name) {
		int hash = name.indexOf('#');
		return of(name, Manual.source((hash < 0) ? name : name.substring(0, hash)));
	}

	static Snippet of(String name, String source) {
		int hash = name.indexOf('#');
		List<String> lines = source.lines().toList();
		if (hash < 0) {
			return new Snippet(name,
					normalized(lines.stream().filter((line) -> !TAG.matcher(line).matches()).toList()));
		}
		List<String> region = region(lines, name.substring(hash + 1));
		if (region.isEmpty()) {
			throw new IllegalArgumentException("There is no region '%s'".formatted(name));
		}
		return new Snippet(name, normalized(region));
	}

	static Set<String> tags(String source) {
		Set<String> tags = new TreeSet<>();
		source.lines().map(TAG::matcher).filter(Matcher::matches).forEach((matcher) -> tags.add(matcher.group(2)));
		return tags;
	}

	private static List<String> region(List<String> lines, String tag) {
		List<String> region = new ArrayList<>();
		boolean inside = false;
		for (String line : lines) {
			Matcher matcher = TAG.matcher(line);
			if (matcher.matches()) {
				inside = matcher.group(2).equals(tag) ? matcher.group(1).equals("tag") : inside;
			}
			else if (inside) {
				region.add(line);
			}
		}
		return region;
	}

	private static List<String> normalized(List<String> lines) {
		String text = String.join("\n", lines.stream().map((line) -> line.replace("\t", "    ")).toList());
		return text.strip().isEmpty() ? List.of()
				: text.replaceFirst("^\\n+", "").stripIndent().stripTrailing().lines().toList();
	}

}
