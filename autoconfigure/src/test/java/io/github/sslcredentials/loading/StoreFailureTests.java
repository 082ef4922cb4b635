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

package io.github.sslcredentials.loading;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreFailure}.
 *
 * @author SSL Credentials contributors
 */
class StoreFailureTests {

	private static final byte[] KEY = StoredCredential.BUNDLE.getKeyPair().getPrivate().getEncoded();

	static Stream<String> contents() {
		String base64 = Base64.getEncoder().encodeToString(KEY);
		String hex = HexFormat.of().formatHex(KEY);
		return Stream.of(base64, Base64.getMimeEncoder().encodeToString(KEY), base64.substring(20, 80), "'" + base64,
				hex, "\\x" + hex, hex.toUpperCase(Locale.ROOT),
				"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED",
				new String(StoredCredential.RECORD.privateKeyPem()));
	}

	@ParameterizedTest
	@MethodSource("contents")
	void ofWhenMessageQuotesContentWithholdsIt(String content) {
		IllegalStateException thrown = new IllegalStateException("Bad value for type long : " + content);
		assertWithheld(thrown, content);
		assertWithheld(new IllegalArgumentException("Could not extract column [1]", thrown), content);
		IllegalArgumentException other = new IllegalArgumentException("Could not close");
		other.addSuppressed(thrown);
		assertWithheld(other, content);
	}

	@ParameterizedTest
	@ValueSource(strings = { "connection refused",
			"org.springframework.dao.support.PersistenceExceptionTranslationInterceptor",
			"class HibernateObjectRetrievalFailureExceptionTranslator",
			"select a1_0.id,a1_0.cert,a1_0.employee_id,a1_0.key_str from company_address_of_employee_2 a1_0",
			"jdbc:postgresql://database.internal.example.org:5432/credentials?currentSchema=company",
			"/var/lib/postgresql/16/main/base/16384/2619/16384/2619", "FKqld2pl1rbfdyxjs1o5vo1d8v1",
			"f47ac10b-58cc-4372-a567-0e02b2c3d479", "HikariPool-1 - Connection is not available, (total=10, active=10)",
			"SQLSTATE 22003, ERRORCODE 90004" })
	void ofWhenMessageIsOrdinaryKeepsCause(String message) {
		IllegalStateException thrown = new IllegalStateException(message);
		CredentialUnavailableException failure = StoreFailure.of(StoredCredential.PATH, "'first'", thrown);
		assertThat(failure).hasCause(thrown);
		assertThat(stackTrace(failure)).contains(message);
	}

	private static void assertWithheld(RuntimeException thrown, String content) {
		CredentialUnavailableException failure = StoreFailure.of(StoredCredential.PATH, "'first'", thrown);
		assertThat(failure).hasNoCause()
			.hasMessage(
					"Credential 'Employee/asalieri/Address/1' is unavailable: 'first' could not be asked (%s, withheld since it quotes the credential); see how the columns of the private key and certificates are mapped",
					thrown.getClass().getName());
		assertThat(stackTrace(failure)).doesNotContain(content);
		assertThat(stackTrace(thrown)).as("control").contains(content);
	}

	private static String stackTrace(Throwable thrown) {
		StringWriter text = new StringWriter();
		thrown.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}
