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

import org.jspecify.annotations.Nullable;

/**
 * Another version of a credential is in force here, since it was read, checked and
 * published to all who use it: new connections present it. Connections of the version
 * before are drained, which ends with a {@link CredentialRetiredEvent}.
 *
 * @param path the path of the credential
 * @param previousVersion the version that was in force before, or {@code null} if none
 * was, as after a revocation
 * @param version the version that is in force now
 * @param fingerprint the fingerprint of its end-entity certificate
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialRotatedEvent(CredentialPath path, @Nullable String previousVersion, String version,
		String fingerprint) {
}
