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

import java.time.Duration;
import java.time.Instant;

/**
 * A credential that is in use here expires soon. It is published once for each version
 * and threshold of {@code ssl.expiry.thresholds}: where there is the shipped table, by
 * one of all instances, and not again after a restart; else by each instance. A
 * credential that is within several thresholds already is told of the smallest of them
 * only.
 *
 * @param path the path of the credential
 * @param version the version that expires
 * @param fingerprint the fingerprint of its end-entity certificate
 * @param notAfter when the first certificate of its chain expires
 * @param threshold the threshold that is reached: no more than this is left
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialExpiringEvent(CredentialPath path, String version, String fingerprint, Instant notAfter,
		Duration threshold) {
}
