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
 * The last connection that presents a version of a credential is gone here, for one of
 * its clients.
 *
 * @param path the path of the credential
 * @param version the version, which is not in force any more
 * @param fingerprint the fingerprint of its end-entity certificate
 * @param client the name of the client, as in messages
 * @param cut how many exchanges or connections were in use at the end of
 * {@code drain-timeout}, and were cut
 * @param complete whether all connections are known to be closed. If not, some are idle
 * in a client that cannot be closed, and end with the next garbage collection or by the
 * peer
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialRetiredEvent(CredentialPath path, String version, String fingerprint, String client, int cut,
		boolean complete) {
}
