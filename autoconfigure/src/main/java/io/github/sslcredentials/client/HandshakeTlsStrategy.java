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

package io.github.sslcredentials.client;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets HttpComponents shake hands by one version of one identity. The {@link TlsConfig}
 * of the application can leave out protocol versions and cipher suites, and add none.
 */
final class HandshakeTlsStrategy implements TlsSocketStrategy {

	private final HandshakeContext handshake;

	HandshakeTlsStrategy(HandshakeContext handshake) {
		this.handshake = handshake;
	}

	@Override
	public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment,
			@Nullable HttpContext context) throws IOException {
		TlsConfig config = (attachment instanceof TlsConfig tls) ? tls : TlsConfig.DEFAULT;
		return this.handshake.handshake(socket, target, port, list(config.getSupportedProtocols()),
				list(config.getSupportedCipherSuites()));
	}

	private static List<String> list(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

}
