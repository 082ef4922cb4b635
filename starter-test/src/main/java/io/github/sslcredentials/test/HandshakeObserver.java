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

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the managers of a partner's TLS context are told while a handshake is under way.
 *
 * @author SSL Credentials contributors
 */
final class HandshakeObserver {

	private final Set<Socket> fullHandshakes = ConcurrentHashMap.newKeySet();

	private final Map<Socket, List<X509Certificate>> shownChains = new ConcurrentHashMap<>();

	/**
	 * The server's certificate was asked for, which a resumption never does.
	 */
	void serverCertificateAsked(Socket socket) {
		this.fullHandshakes.add(socket);
	}

	void clientCertificateShown(Socket socket, X509Certificate[] chain) {
		this.shownChains.put(socket, List.of(chain));
	}

	boolean isResumed(Socket socket) {
		return !this.fullHandshakes.contains(socket);
	}

	List<X509Certificate> shownChain(Socket socket) {
		return this.shownChains.getOrDefault(socket, List.of());
	}

	void forget(Socket socket) {
		this.fullHandshakes.remove(socket);
		this.shownChains.remove(socket);
	}

}
