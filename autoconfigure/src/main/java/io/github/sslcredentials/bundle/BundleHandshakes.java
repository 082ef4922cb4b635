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

package io.github.sslcredentials.bundle;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a bundle finds the handshakes of its client, when it is used. May be used by
 * several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface BundleHandshakes {

	/**
	 * Return the handshake in which the credential is that of a TLS client.
	 * @return the handshake
	 */
	HandshakeSource client();

	/**
	 * Return the handshake in which the credential is that of a TLS server.
	 * @return the handshake
	 */
	HandshakeSource server();

	/**
	 * Return what is in force already, without reading a credential and without making
	 * anything.
	 * @return the context of either handshake, or {@code null} if there is none yet
	 */
	@Nullable HandshakeContext published();

}
