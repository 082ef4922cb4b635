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

package io.github.sslcredentials;

/**
 * Text of a peer, made fit for a message: of bounded length, and everything that is not
 * printable ASCII written as a Unicode escape.
 *
 * @author SSL Credentials contributors
 */
final class EscapedText {

	private EscapedText() {
	}

	static String of(String value, String alsoEscaped, int maxLength) {
		StringBuilder escaped = new StringBuilder();
		for (int i = 0; i < value.length(); i++) {
			if (escaped.length() >= maxLength) {
				return escaped.append("...").toString();
			}
			append(escaped, value.charAt(i), alsoEscaped);
		}
		return escaped.toString();
	}

	private static void append(StringBuilder escaped, char c, String alsoEscaped) {
		if (c < ' ' || c > '~' || alsoEscaped.indexOf(c) >= 0) {
			escaped.append("\\u%04x".formatted((int) c));
		}
		else {
			escaped.append(c);
		}
	}

}
