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

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialRecord}.
 */
class CredentialRecordTests {

	@Test
	void pemWhenReadersHasWhatTheyDeliver() {
		CredentialRecord record = CredentialRecord.pem(new StringReader("key"), new StringReader("chain"));
		assertThat(record.privateKeyPem()).containsExactly('k', 'e', 'y');
		assertThat(record.certificateChainPem()).isEqualTo("chain");
	}

	@Test
	void pemWhenReaderFailsSaysSo() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> CredentialRecord.pem(new FailingReader(), new StringReader("chain")))
			.withMessage("Credential could not be read");
	}

	@Test
	void versionChangesWithContentOnly() {
		String version = CredentialRecord.pem("key", "chain").version();
		assertThat(CredentialRecord.pem("key", "chain").version()).isEqualTo(version).hasSize(16);
		assertThat(CredentialRecord.pem("ke", "ychain").version()).isNotEqualTo(version);
		assertThat(CredentialRecord.pem("key", "chain").withTrustAnchors("ca").version()).isNotEqualTo(version);
		assertThat(CredentialRecord.pem("key", "chain").withVersion("7").version()).isEqualTo("7");
	}

	@Test
	void privateKeyPasswordIsCopied() {
		char[] password = "secret".toCharArray();
		CredentialRecord record = CredentialRecord.pem("key", "chain").withPrivateKeyPassword(password);
		password[0] = 'x';
		assertThat(record.privateKeyPassword()).containsExactly("secret".toCharArray());
	}

	@Test
	void toStringHasNoSecret() {
		CredentialRecord record = CredentialRecord.pem("the-key", "the-chain")
			.withVersion("7")
			.withPrivateKeyPassword("the-password".toCharArray());
		assertThat(record).hasToString("CredentialRecord[version=7]");
	}

	private static final class FailingReader extends Reader {

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			throw new IOException("broken");
		}

		@Override
		public void close() {
		}

	}

}
