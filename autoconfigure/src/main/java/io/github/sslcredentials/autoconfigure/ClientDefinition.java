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

package io.github.sslcredentials.autoconfigure;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;

/**
 * A client of the configuration: that of the top level, or a named one.
 *
 * @param prefix the prefix of its properties, such as {@code ssl.clients.bank}
 * @param path the path of its credential
 * @param settings how it shakes hands
 * @param failFast whether the application must not start without its credential
 * @param handshake its handshake, which it shares with no other client
 * @param server its handshake as a server, which is used where its bundle is that of one
 */
record ClientDefinition(String prefix, CredentialPath path, HandshakeSettings settings, boolean failFast,
		HandshakeSource handshake, HandshakeSource server) {

}
