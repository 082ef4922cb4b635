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

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One label of a host name: letters, digits and hyphens (RFC 1123, section 2.1), or a
 * U-label (RFC 5890, section 2.3.2.1).
 *
 * @author SSL Credentials contributors
 */
final class DnsLabel {

	private static final Pattern ASCII = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private static final String A_LABEL_PREFIX = "xn--";

	private DnsLabel() {
	}

	/**
	 * Return the label in lower-case ASCII.
	 * @param label the label
	 * @return the label, converted to an A-label if it is a U-label, or {@code null} if
	 * it is neither this nor ASCII
	 */
	static @Nullable String toAscii(String label) {
		boolean ascii = label.chars().allMatch((c) -> c < 0x80);
		String converted = ascii ? label.toLowerCase(Locale.ROOT) : toALabel(label);
		return (converted != null && ASCII.matcher(converted).matches()) ? converted : null;
	}

	private static @Nullable String toALabel(String label) {
		try {
			String converted = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
			// IDNA 2003 folds much to another name (the Kelvin sign to k, sharp s to ss):
			// a U-label is what comes back unchanged
			boolean faithful = converted.startsWith(A_LABEL_PREFIX) && IDN.toUnicode(converted).equals(label);
			return faithful ? converted : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
