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

import org.jspecify.annotations.Nullable;

/**
 * A fenced block of a page. Above one that shows code, a comment says where it runs:
 * {@code <!-- snippet: GettingStartedTests.java#inject -->}, or why it does not:
 * {@code <!-- no-snippet: a build file -->}.
 *
 * @param page the name of the page
 * @param line the line of the opening fence
 * @param language what the fence says about its content
 * @param above the line above the fence
 * @param content the lines within
 * @author SSL Credentials contributors
 */
record Fence(String page, int line, String language, String above, List<String> content) {

	private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+) -->");

	private static final Pattern NO_SNIPPET = Pattern.compile("<!-- no-snippet: \\S.* -->");

	boolean isCode() {
		return this.language.equals("java") || this.language.equals("yaml");
	}

	boolean isExcused() {
		return NO_SNIPPET.matcher(this.above).matches();
	}

	/** The name of the snippet, or null where none is named. */
	@Nullable String snippet() {
		Matcher matcher = SNIPPET.matcher(this.above);
		return matcher.matches() ? matcher.group(1) : null;
	}

	/** What differs from the snippet, or null if nothing does. */
	@Nullable String difference(Snippet snippet) {
		List<String> expected = snippet.lines();
		for (int i = 0; i < Math.max(expected.size(), this.content.size()); i++) {
			String shown = (i < this.content.size()) ? this.content.get(i) : "(nothing)";
			String tested = (i < expected.size()) ? expected.get(i) : "(nothing)";
			if (!shown.equals(tested)) {
				return "%s:%d differs from %s%n- %s%n+ %s".formatted(this.page, this.line + 1 + i, snippet.name(),
						shown, tested);
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.page + ":" + this.line;
	}

}
