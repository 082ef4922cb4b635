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

import java.time.Instant;

/**
 * What is known of a stored version of a credential without opening its content. Nothing
 * of it is secret.
 *
 * @param path the path
 * @param version which content it is, among those of the path
 * @param state what it is there for
 * @param sequence in which order the contents and states of the path came about: of two
 * answers of a store, the one with the higher sequence is the later
 * @param keyId the id of the key that the content is sealed under, empty if it is not
 * @param fingerprint the SHA-256 of the DER encoding of the end-entity certificate, in 64
 * hexadecimal digits
 * @param notBefore from when on the whole chain is valid
 * @param notAfter until when the whole chain is valid
 * @param storedAt when it was stored, by the clock of the database
 * @param changedAt when its state was changed last, by the clock of the database
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record StoredCredential(CredentialPath path, String version, CredentialState state, long sequence, String keyId,
		String fingerprint, Instant notBefore, Instant notAfter, Instant storedAt, Instant changedAt) {
}
