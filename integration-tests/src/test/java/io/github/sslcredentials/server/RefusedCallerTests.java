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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Callers whose certificate is trusted itself, and what the log of a server says of those
 * that it refuses.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RefusedCallerTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	private static final IssuedCredential LATE = CA.issue().commonName("late").client().expired().build();

	private static final IssuedCredential STRANGER = DevelopmentCa.create("Other CA").issueClient("stranger");

	private static final String SHOP = "Server/shop/Certificate/1";

	@TempDir
	static Path folder;

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NETTY")
	void serverWhenExpiredCertificateIsTrustedItselfServes(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, trusting(LATE))) {
			assertThat(get(context, LATE)).contains("seenAs=CN=late");
			assertRefused(context, STRANGER);
		}
	}

	@ParameterizedTest
	@EnumSource(names = "NETTY")
	void serverWhenExpiredCertificateIsTrustedItselfRefuses(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, trusting(LATE))) {
			assertRefused(context, LATE);
		}
		try (ConfigurableApplicationContext context = start(server, trusting(STRANGER))) {
			assertThat(get(context, STRANGER)).contains("seenAs=CN=stranger");
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, org.apache.tomcat.util.net.NioEndpoint.handshake",
			"JETTY, org.eclipse.jetty.io.ssl.SslConnection", "NETTY, reactor.netty.transport.ServerTransport" })
	void logSaysWhyCallerWasRefused(WebServer server, String logger, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(server, EmployeeApplication.location(CA, folder),
				"logging.level.%s=debug".formatted(logger))) {
			assertLogged(output, "unable to find valid certification path", () -> assertRefused(context, STRANGER));
			assertLogged(output, "java.security.cert.CertificateExpiredException", () -> assertRefused(context, LATE));
			assertLogged(output, "Empty client certificate chain", () -> assertRefused(context, null));
		}
	}

	@ParameterizedTest
	@EnumSource
	void logByDefaultSaysNothing(WebServer server, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(server, EmployeeApplication.location(CA, folder))) {
			assertRefused(context, STRANGER);
			assertThat(get(context, CA.issueClient("asalieri"))).contains("seenAs=CN=asalieri");
		}
		assertThat(output).doesNotContain("unable to find valid certification path");
	}

	private static void assertLogged(CapturedOutput output, String reason, Runnable call) {
		assertThat(output).doesNotContain(reason);
		call.run();
		await().untilAsserted(() -> assertThat(output).contains(reason));
	}

	private static String trusting(IssuedCredential caller) throws IOException {
		return Files.writeString(Files.createTempFile(folder, "caller", ".crt"), caller.certificateChainPem())
			.toUri()
			.toString();
	}

	private static ConfigurableApplicationContext start(WebServer server, String authority, String... more) {
		CountingStore store = new CountingStore(Map.of(SHOP, CA.issueServer("localhost").record()));
		return server
			.start(store,
					Stream.concat(Stream.of("server.ssl.bundle=shop", "server.ssl.client-auth=need",
							"ssl.clients.shop.credential=" + SHOP, "ssl.clients.shop.ca-certificates=" + authority),
							Stream.of(more))
						.toArray(String[]::new));
	}

	private static void assertRefused(ConfigurableApplicationContext context, @Nullable IssuedCredential caller) {
		int before = WebServer.requests(context);
		assertThat(catchThrowable(() -> get(context, caller))).isInstanceOf(IOException.class);
		assertThat(WebServer.requests(context)).isEqualTo(before);
	}

	private static String get(ConfigurableApplicationContext context, @Nullable IssuedCredential caller)
			throws IOException {
		return Caller.as(caller, CA).get(WebServer.port(context), "/");
	}

}
