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

package io.github.sslcredentials.test;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * Serves the connections of a partner and records what it saw.
 *
 * @author SSL Credentials contributors
 */
final class PartnerService implements LoopbackServer.ConnectionHandler {

	private final PartnerTls tls;

	private final PartnerJournal journal;

	private volatile Function<PartnerRequest, PartnerResponse> handler;

	PartnerService(PartnerTls tls, PartnerJournal journal, Function<PartnerRequest, PartnerResponse> handler) {
		this.tls = tls;
		this.journal = journal;
		this.handler = handler;
	}

	void answer(Function<PartnerRequest, PartnerResponse> handler) {
		this.handler = handler;
	}

	@Override
	public void accepted() {
		this.journal.handshakeBegins();
	}

	@Override
	public void handle(int number, Socket socket) throws IOException {
		try (SSLSocket layered = layer(number, socket)) {
			PartnerConnection connection = handshake(number, layered);
			if (connection != null) {
				new PartnerHttp(connection, this::answer).serve(layered);
			}
		}
	}

	private SSLSocket layer(int number, Socket socket) throws IOException {
		try {
			return this.tls.layer(socket);
		}
		catch (IOException ex) {
			this.journal.add(new PartnerFailure(number, List.of(), ex));
			throw ex;
		}
	}

	private @Nullable PartnerConnection handshake(int number, SSLSocket socket) {
		try {
			PartnerConnection connection = this.tls.handshake(number, socket);
			this.journal.add(connection);
			return connection;
		}
		catch (IOException | RuntimeException ex) {
			this.journal.add(new PartnerFailure(number, this.tls.removeShownChain(socket), ex));
			return null;
		}
		finally {
			this.tls.removeShownChain(socket);
		}
	}

	private PartnerResponse answer(PartnerRequest request) {
		this.journal.add(request);
		return this.handler.apply(request);
	}

}
