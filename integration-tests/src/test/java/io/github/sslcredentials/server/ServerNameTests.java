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

package io.github.sslcredentials.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Servers with a credential for each name that they are called by, and for other names.
 */
@Timeout(120)
class ServerNameTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	private static final DevelopmentCa ONE = DevelopmentCa.create("Client CA of one");

	private static final DevelopmentCa TWO = DevelopmentCa.create("Client CA of two");

	private static final IssuedCredential CLIENT = ONE.issueClient("asalieri");

	@TempDir
	static Path folder;

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "JETTY")
	void serverShowsCredentialOfTheNameItIsCalledBy(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			assertThat(get(context, "one.example", CLIENT)).isEqualTo("CN=one: seenAs=CN=asalieri, principal=null");
			assertThat(get(context, "two.example", TWO.issueClient("bianchi")))
				.isEqualTo("CN=two: seenAs=CN=bianchi, principal=null");
			assertThat(get(context, "other.example", CLIENT)).isEqualTo("CN=shop: seenAs=CN=asalieri, principal=null");
			assertThat(get(context, null, CLIENT)).isEqualTo("CN=shop: seenAs=CN=asalieri, principal=null");
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "JETTY")
	void serverRefusesCallerWhoseAuthorityIsThatOfAnotherName(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			assertThat(catchThrowable(() -> get(context, "two.example", CLIENT))).isInstanceOf(IOException.class);
			assertThat(WebServer.requests(context)).isZero();
		}
	}

	private static ConfigurableApplicationContext start(WebServer server) {
		CountingStore store = new CountingStore(Map.of("Server/shop", server("shop").record(), "Server/one",
				server("one").record(), "Server/two", server("two").record()));
		return server.start(store, "server.ssl.bundle=shop", "server.ssl.client-auth=need",
				"server.ssl.server-name-bundles[0].server-name=one.example",
				"server.ssl.server-name-bundles[0].bundle=one",
				"server.ssl.server-name-bundles[1].server-name=two.example",
				"server.ssl.server-name-bundles[1].bundle=two", "ssl.clients.shop.credential=Server/shop",
				"ssl.clients.one.credential=Server/one", "ssl.clients.two.credential=Server/two",
				"ssl.ca-certificates=" + EmployeeApplication.location(ONE, folder),
				"ssl.clients.two.ca-certificates=" + EmployeeApplication.location(TWO, folder));
	}

	private static IssuedCredential server(String name) {
		return CA.issue().commonName(name).server().dnsNames(name + ".example").build();
	}

	private static String get(ConfigurableApplicationContext context, @Nullable String name, IssuedCredential caller)
			throws IOException {
		try (SSLSocket socket = (SSLSocket) Caller.as(caller, CA).connect(WebServer.port(context))) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames((name != null) ? List.of(new SNIHostName(name)) : List.of());
			socket.setSSLParameters(parameters);
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write("GET / HTTP/1.0\r\nHost: %s\r\n\r\n".formatted((name != null) ? name : "localhost")
					.getBytes(StandardCharsets.US_ASCII));
			X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (response.isEmpty()) {
				throw new IOException("No response");
			}
			return shown.getSubjectX500Principal().getName() + ": "
					+ response.substring(response.indexOf("seenAs")).trim();
		}
	}

}
