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

package io.github.sslcredentials.format;

import java.time.Clock;
import java.time.ZoneOffset;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Reads records at a fixed time, and asserts how that fails.
 *
 * @author SSL Credentials contributors
 */
final class Reading {

	static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

	private static final String PREFIX = "Credential 'Employee/asalieri/Address/1', version 7, cannot be used: ";

	private Reading() {
	}

	static CredentialRecord pem(String privateKey, String certificates) {
		return CredentialRecord.pem(privateKey, certificates).withVersion("7");
	}

	static Credential read(String privateKey, String certificates) {
		return read(pem(privateKey, certificates));
	}

	static Credential read(CredentialRecord record) {
		return read(record, KeyPurpose.CLIENT_AUTHENTICATION);
	}

	static Credential read(CredentialRecord record, KeyPurpose purpose) {
		CredentialReader reader = new CredentialReader(CLOCK, () -> null);
		Credential credential = reader.read(PATH, record);
		reader.checkUsage(credential, purpose);
		return credential;
	}

	static void assertInvalid(ThrowingCallable reading, Reason reason, String problem) {
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(reading)
			.withMessage(PREFIX + problem)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

}
