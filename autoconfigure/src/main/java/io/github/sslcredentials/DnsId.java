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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The reference identifier of a DNS name (RFC 9525, section 6.3).
 *
 * @author SSL Credentials contributors
 */
final class DnsId implements ReferenceIdentifier {

	private static final int MAX_LENGTH = 253;

	private static final String WILDCARD = "*.";

	// what resolvers take for an IPv4 address
	private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

	private final String name;

	private final @Nullable String afterFirstLabel;

	private DnsId(String name) {
		int dot = name.indexOf('.');
		this.name = name;
		this.afterFirstLabel = (dot > 0) ? name.substring(dot + 1) : null;
	}

	/**
	 * Return the identifier of a DNS name; a dot at its end, which marks it as absolute,
	 * is not part of it.
	 * @param host the name, in A-labels or U-labels
	 * @return the identifier, or {@code null} if the host is not a DNS name
	 */
	static @Nullable DnsId of(String host) {
		String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return (name.length() <= MAX_LENGTH) ? ofLabels(name.split("\\.", -1)) : null;
	}

	private static @Nullable DnsId ofLabels(String[] labels) {
		List<String> asciiLabels = new ArrayList<>(labels.length);
		for (String label : labels) {
			String ascii = DnsLabel.toAscii(label);
			if (ascii == null) {
				return null;
			}
			asciiLabels.add(ascii);
		}
		String name = String.join(".", asciiLabels);
		boolean number = NUMBER.matcher(asciiLabels.get(asciiLabels.size() - 1)).matches();
		return (name.length() <= MAX_LENGTH && !number) ? new DnsId(name) : null;
	}

	@Override
	public boolean matches(PresentedIdentifier presented) {
		if (presented.type() != GeneralNameType.DNS) {
			return false;
		}
		String pattern = presented.text().toLowerCase(Locale.ROOT);
		// the rest of a pattern can equal that of a valid name only if it is valid itself
		return pattern.startsWith(WILDCARD) ? pattern.substring(WILDCARD.length()).equals(this.afterFirstLabel)
				: pattern.equals(this.name);
	}

}
