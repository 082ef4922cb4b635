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

/**
 * A credential must not be used here any more: no new connection presents it, and those
 * that do are drained, which ends with a {@link CredentialRetiredEvent}.
 *
 * @param path the path of the credential
 * @param version the version that was in use
 * @param refusal why, which is what a caller is told who wants to use it
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialRevokedEvent(CredentialPath path, String version, CredentialException refusal) {
}
