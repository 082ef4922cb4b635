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

import java.nio.ByteBuffer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.netty.pkitesting.X509Bundle;

/**
 * A handshake of two engines. The server shows its certificate, the client shows none.
 *
 * @author SSL Credentials contributors
 */
final class InMemoryHandshake {

	private final ByteBuffer toServer = ByteBuffer.allocate(65536);

	private final ByteBuffer toClient = ByteBuffer.allocate(65536);

	private final SSLEngine client;

	private final SSLEngine server;

	InMemoryHandshake(X509Bundle serverCertificate) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(serverCertificate.toKeyManagerFactory().getKeyManagers(),
				serverCertificate.toTrustManagerFactory().getTrustManagers(), null);
		this.client = context.createSSLEngine();
		this.client.setUseClientMode(true);
		this.server = context.createSSLEngine();
		this.server.setUseClientMode(false);
		this.client.beginHandshake();
		this.server.beginHandshake();
		while (isOpen(this.client) || isOpen(this.server)) {
			step(this.client, this.toServer, this.toClient);
			step(this.server, this.toClient, this.toServer);
		}
	}

	SSLSession clientSession() {
		return this.client.getSession();
	}

	SSLSession serverSession() {
		return this.server.getSession();
	}

	private static boolean isOpen(SSLEngine engine) {
		return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
	}

	private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
		switch (engine.getHandshakeStatus()) {
			case NEED_TASK -> engine.getDelegatedTask().run();
			case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
			case NEED_UNWRAP -> {
				in.flip();
				engine.unwrap(in, ByteBuffer.allocate(65536));
				in.compact();
			}
			default -> {
			}
		}
	}

}
