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

package io.github.sslcredentials.refusal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;

/**
 * A client, with each of the ways in which it may call.
 */
final class Caller implements HandshakeSource {

	private final HandshakeContext context;

	private final HandshakeSettings settings;

	private Caller(Credential credential, HandshakeSettings settings) {
		this.settings = settings;
		this.context = new HandshakeContext(credential, settings);
	}

	static Caller of(IssuedCredential issued, DevelopmentCa trusted, String... protocols) {
		return of(issued, trusted, List.of(protocols), List.of());
	}

	static Caller of(IssuedCredential issued, DevelopmentCa trusted, List<String> protocols, List<String> ciphers) {
		Credential credential = new Credential(CredentialPath.of("Bank", 1), "3", issued.privateKey(),
				issued.certificateChain(), List.of());
		return new Caller(credential, new HandshakeSettings("ssl.clients.bank", AllowedHosts.of(List.of("localhost")),
				new TrustAnchors(false, false, List.of(trusted.certificate())), true, null, protocols, ciphers));
	}

	@Override
	public HandshakeContext current() {
		return this.context;
	}

	@Override
	public HandshakeSettings settings() {
		return this.settings;
	}

	String fingerprint() {
		return this.context.credential().fingerprint();
	}

	/**
	 * A way in.
	 */
	enum Way {

		/** A socket of a user. */
		SOCKET {

			@Override
			String call(Caller caller, int port) throws IOException {
				try (Socket socket = CredentialSslContext.of(caller)
					.getSocketFactory()
					.createSocket("localhost", port)) {
					return exchange(socket);
				}
			}

		},

		/** What HttpComponents does. */
		LAYERED {

			@Override
			String call(Caller caller, int port) throws IOException {
				try (Socket plain = new Socket("localhost", port);
						Socket socket = caller.context.handshake(plain, "localhost", port)) {
					return exchange(socket);
				}
			}

		},

		/** The JDK's HTTP client, which uses an engine. */
		ENGINE {

			@Override
			String call(Caller caller, int port) throws IOException, InterruptedException {
				HttpClient client = HttpClient.newBuilder()
					.version(HttpClient.Version.HTTP_1_1)
					.sslContext(CredentialSslContext.of(caller))
					.build();
				return client
					.send(HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(port))).build(),
							BodyHandlers.ofString())
					.body();
			}

		};

		abstract String call(Caller caller, int port) throws IOException, InterruptedException;

		private static String exchange(Socket socket) throws IOException {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			InputStream input = socket.getInputStream();
			StringBuilder answer = new StringBuilder();
			for (int read = input.read(); read >= 0 && !answer.toString().endsWith("\r\n\r\nhi"); read = input.read()) {
				answer.append((char) read);
			}
			return answer.toString();
		}

	}

}
