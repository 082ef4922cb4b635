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

package io.github.sslcredentials.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.bundle.BundleHandshakes;
import io.github.sslcredentials.bundle.CredentialSslBundle;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

/**
 * The ways in that we offer.
 */
enum OurWayIn implements WayIn {

	HTTP_COMPONENTS {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return rest(application.restClient(source, ClientHttpRequestFactoryBuilder.httpComponents()));
		}

	},

	JDK {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return rest(application.restClient(source, ClientHttpRequestFactoryBuilder.jdk()));
		}

	},

	/** A new connection for each call, by the facade that applications hold. */
	SOCKETS {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return onNewSocket(CredentialSslContext.of(source).getSocketFactory());
		}

	},

	JETTY {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return rest(application.restClient(source, ClientHttpRequestFactoryBuilder.jetty()));
		}

	},

	REACTOR {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return rest(application.restClient(source, ClientHttpRequestFactoryBuilder.reactor()));
		}

	},

	SIMPLE {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return rest(application.restClient(source, ClientHttpRequestFactoryBuilder.simple()));
		}

	},

	/** With the factory that an application holds; the JDK pools its connections. */
	URL_CONNECTION {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			return byUrlConnection(CredentialSslContext.of(source).getSocketFactory(),
					source.settings().verifyHostname());
		}

		@Override
		public boolean isForeignPool() {
			return true;
		}

	},

	/** Boot's own client, which knows nothing of versions. */
	BUNDLE {

		@Override
		public Caller open(RotatingApplication application, HandshakeSource source) {
			HttpClientSettings settings = HttpClientSettings
				.ofSslBundle(CredentialSslBundle.ofClient("test", new Bundled(source)));
			return rest(RestClient.builder()
				.requestFactory(ClientHttpRequestFactoryBuilder.httpComponents().build(settings))
				.build());
		}

		@Override
		public boolean isForeignPool() {
			return true;
		}

		@Override
		public boolean connectsBeforeItAsks() {
			return true;
		}

		@Override
		public boolean isAlwaysStrict() {
			return true;
		}

	};

	private static final Pattern LOCATION = Pattern.compile("\r\nLocation: (\\S+)\r\n");

	static Caller rest(RestClient client) {
		return (method, uri) -> {
			RestClient.RequestBodySpec request = client.method(HttpMethod.valueOf(method)).uri(uri);
			if (method.equals("POST")) {
				request.body("once");
			}
			request.retrieve().body(String.class);
		};
	}

	static Caller onNewSocket(SSLSocketFactory factory) {
		return (method, uri) -> {
			String answer = exchange(factory, method, uri);
			Matcher location = LOCATION.matcher(answer);
			if (location.find()) {
				answer = exchange(factory, method, new URI(location.group(1)));
			}
			if (!answer.startsWith("HTTP/1.1 200 ")) {
				throw new IOException("Not answered, but: '%s'".formatted(answer));
			}
		};
	}

	static Caller byUrlConnection(SSLSocketFactory factory, boolean verifyHostname) {
		return (method, uri) -> {
			HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
			connection.setSSLSocketFactory(factory);
			if (!verifyHostname) {
				connection.setHostnameVerifier((host, session) -> true);
			}
			connection.setRequestMethod(method);
			if (method.equals("POST")) {
				connection.setDoOutput(true);
				connection.setFixedLengthStreamingMode(4);
				connection.getOutputStream().write("once".getBytes(StandardCharsets.US_ASCII));
			}
			try (InputStream body = connection.getInputStream()) {
				body.readAllBytes();
			}
		};
	}

	private static String exchange(SSLSocketFactory factory, String method, URI uri) throws IOException {
		String body = method.equals("POST") ? "once" : "";
		try (Socket socket = factory.createSocket(uri.getHost(), uri.getPort())) {
			socket.getOutputStream()
				.write("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
					.formatted(method, uri.getPath(), body.length(), body)
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	private record Bundled(HandshakeSource client) implements BundleHandshakes {

		@Override
		public HandshakeSource server() {
			throw new UnsupportedOperationException();
		}

		@Override
		public @Nullable HandshakeContext published() {
			return this.client.published();
		}

	}

}
