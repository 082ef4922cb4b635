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

/**
 * How far apart two texts are (Levenshtein): the least number of characters to insert,
 * delete or replace.
 */
final class EditDistance {

	private EditDistance() {
	}

	static int between(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			previous = next(previous, from.charAt(i - 1), to, i);
		}
		return previous[to.length()];
	}

	private static int[] next(int[] previous, char character, String to, int deleted) {
		int[] next = new int[previous.length];
		next[0] = deleted;
		for (int j = 1; j < next.length; j++) {
			int replaced = previous[j - 1] + ((character == to.charAt(j - 1)) ? 0 : 1);
			next[j] = Math.min(replaced, Math.min(previous[j], next[j - 1]) + 1);
		}
		return next;
	}

}
