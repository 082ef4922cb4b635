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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * The JDK as a client, with nothing of ours.
 *
 * @author SSL Credentials contributors
 */
final class PlainClient {

	final SSLContext sslContext;

	final HttpClient http;

	private final String[] protocols;

	private PlainClient(SSLContext sslContext, String... protocols) {
		this.sslContext = sslContext;
		this.protocols = protocols;
		this.http = HttpClient.newBuilder().sslContext(sslContext).sslParameters(parameters()).build();
	}

	static PlainClient of(DevelopmentCa trusted, @Nullable IssuedCredential credential, String... protocols)
			throws GeneralSecurityException, IOException {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		if (credential != null) {
			keys.setKeyEntry("key", credential.privateKey(), new char[0],
					credential.certificateChain().toArray(Certificate[]::new));
		}
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
		keyManagers.init(keys, new char[0]);
		KeyStore anchors = KeyStore.getInstance("PKCS12");
		anchors.load(null, null);
		anchors.setCertificateEntry("ca", trusted.certificate());
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
		trustManagers.init(anchors);
		context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
		return new PlainClient(context, (protocols.length > 0) ? protocols : new String[] { "TLSv1.3", "TLSv1.2" });
	}

	SSLParameters parameters() {
		SSLParameters parameters = this.sslContext.getDefaultSSLParameters();
		parameters.setProtocols(this.protocols);
		return parameters;
	}

	HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri).build());
	}

	HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.http.send(request, BodyHandlers.ofString());
	}

	/**
	 * Send a request on a connection of its own and read to the end.
	 */
	String getAlone(InetSocketAddress address, String host) throws IOException {
		try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
			return getOver(socket, host, address.getPort());
		}
	}

	String getOver(Socket connected, String host, int port) throws IOException {
		try (SSLSocket socket = (SSLSocket) this.sslContext.getSocketFactory()
			.createSocket(connected, host, port, true)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			parameters.setProtocols(this.protocols);
			socket.setSSLParameters(parameters);
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
