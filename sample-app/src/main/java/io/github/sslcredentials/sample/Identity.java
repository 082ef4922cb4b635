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

import java.time.Instant;

import io.github.sslcredentials.Credential;

/**
 * Who we are.
 *
 * @param path the path of the credential
 * @param subject the subject of its certificate
 * @param issuer who issued the certificate
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 * @param fingerprint the SHA-256 of the certificate
 * @author SSL Credentials contributors
 */
record Identity(String path, String subject, String issuer, Instant notBefore, Instant notAfter, String fingerprint) {

	static Identity of(Credential credential) {
		return new Identity(credential.path().toString(), credential.certificate().getSubjectX500Principal().getName(),
				credential.certificate().getIssuerX500Principal().getName(), credential.notBefore(),
				credential.notAfter(), credential.fingerprint());
	}

}
