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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown.
 *
 * @param file the file
 * @param name its name from the root of the project
 * @param lines its lines
 * @author SSL Credentials contributors
 */
record Page(Path file, String name, List<String> lines) {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");

	private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");

	List<Fence> fences() {
		List<Fence> fences = new ArrayList<>();
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i);
			if (line.startsWith("```")) {
				int end = i + 1;
				while (!this.lines.get(end).equals("```")) {
					end++;
				}
				fences.add(new Fence(this.name, i + 1, line.substring(3), (i > 0) ? this.lines.get(i - 1) : "",
						this.lines.subList(i + 1, end)));
				i = end;
			}
		}
		return fences;
	}

	/** The lines outside fences. */
	List<String> prose() {
		List<String> prose = new ArrayList<>(this.lines);
		fences().forEach((fence) -> {
			for (int i = 0; i < fence.content().size() + 2; i++) {
				prose.set(fence.line() - 1 + i, "");
			}
		});
		return prose;
	}

	List<Link> links() {
		List<Link> links = new ArrayList<>();
		List<String> prose = prose();
		for (int i = 0; i < prose.size(); i++) {
			Matcher matcher = LINK.matcher(INLINE_CODE.matcher(prose.get(i)).replaceAll(""));
			while (matcher.find()) {
				links.add(new Link(this, i + 1, matcher.group(1)));
			}
		}
		return links;
	}

	/** The anchors that GitHub gives to the headings. */
	Set<String> anchors() {
		Set<String> anchors = new HashSet<>();
		for (String line : prose()) {
			Matcher matcher = HEADING.matcher(line);
			if (matcher.matches()) {
				String anchor = matcher.group(1)
					.toLowerCase(Locale.ROOT)
					.replaceAll("[^\\p{L}\\p{N} _-]", "")
					.replace(' ', '-');
				String unique = anchor;
				for (int i = 1; !anchors.add(unique); i++) {
					unique = anchor + "-" + i;
				}
			}
		}
		return anchors;
	}

	@Override
	public String toString() {
		return this.name;
	}

	record Link(Page page, int line, String target) {

		@Override
		public String toString() {
			return "%s:%d: %s".formatted(this.page.name(), this.line, this.target);
		}

	}

}
