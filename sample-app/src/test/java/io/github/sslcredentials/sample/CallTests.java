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

package io.github.sslcredentials.sample;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

import javax.net.ssl.SSLException;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.HostnameMismatchException;
import org.junit.jupiter.api.Test;

import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Call}.
 *
 * @author SSL Credentials contributors
 */
class CallTests {

	@Test
	void refusedWhenHostnameDoesNotMatchSaysWhy() {
		HostnameMismatchException mismatch = new HostnameMismatchException("127.0.0.1", List.of("DNS:localhost"),
				"It is not for '127.0.0.1'");
		IOException handshake = new SSLException("No handshake", mismatch);
		assertThat(Call.refused(new ResourceAccessException("I/O error", handshake)).error())
			.isEqualTo("It is not for '127.0.0.1'");
	}

	@Test
	void refusedWhenCredentialIsUnavailableSaysSoInsteadOfItsCause() {
		CredentialUnavailableException unavailable = new CredentialUnavailableException(
				CredentialPath.of("Employee", "asalieri"), "the store is down", new SQLException("ERROR 08001"));
		assertThat(Call.refused(unavailable).error()).isEqualTo(unavailable.getMessage());
	}

	@Test
	void refusedWhenReasonHasNoMessageNamesIt() {
		ResourceAccessException ex = new ResourceAccessException("I/O error", new IOException());
		assertThat(Call.refused(ex).error()).isEqualTo("IOException");
	}

}
