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

package io.github.sslcredentials.failure;

import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

import io.github.sslcredentials.CredentialRecord;

/**
 * Finds private keys and passwords in a text: any run of 20 characters of a key in base64
 * or hexadecimal digits, behind the header that all keys of an algorithm share.
 */
public final class Secrets {

	private static final int RUN = 20;

	private static final int HEADER = 40;

	private final Set<String> runs = new HashSet<>();

	private final Set<String> passwords = new HashSet<>();

	public void add(CredentialRecord record) {
		String base64 = new String(record.privateKeyPem()).replaceAll("-----.*?-----|\\s", "");
		addRuns(base64, HEADER);
		addRuns(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)), HEADER * 3 / 2);
		char[] password = record.privateKeyPassword();
		if (password != null) {
			addPassword(new String(password));
		}
	}

	public void addPassword(String password) {
		this.passwords.add(password);
	}

	public Set<String> in(String text) {
		Set<String> found = new LinkedHashSet<>();
		String lowerCase = text.toLowerCase(Locale.ROOT);
		for (int i = 0; i + RUN <= text.length(); i++) {
			addIfSecret(found, text.substring(i, i + RUN));
			addIfSecret(found, lowerCase.substring(i, i + RUN));
		}
		this.passwords.stream().filter(text::contains).forEach(found::add);
		return found;
	}

	private void addIfSecret(Set<String> found, String run) {
		if (this.runs.contains(run)) {
			found.add(run);
		}
	}

	private void addRuns(String text, int from) {
		for (int i = from; i + RUN <= text.length(); i++) {
			this.runs.add(text.substring(i, i + RUN));
		}
	}

}
