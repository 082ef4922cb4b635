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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.bundle.ServerCredentialException;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tomcat, Jetty and Netty with a stored credential by {@code server.ssl.bundle}.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class WebServerTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	private static final DevelopmentCa CLIENTS = DevelopmentCa.create("Client CA");

	private static final IssuedCredential CLIENT = CLIENTS.issueClient("asalieri");

	private static final IssuedCredential STRANGER = DevelopmentCa.create("Other CA").issueClient("stranger");

	private static final String SHOP = "Server/shop/Certificate/1";

	private static final String WRONG_USAGE = "Server/shop/Certificate/2";

	@TempDir
	static Path folder;

	private static String clientAuthority = "";

	private final CountingStore store = new CountingStore(Map.of(SHOP,
			CA.intermediate("Intermediate CA").issueServer("localhost").record(), WRONG_USAGE, CLIENT.record()));

	@BeforeAll
	static void write() {
		clientAuthority = EmployeeApplication.location(CLIENTS, folder);
	}

	@ParameterizedTest
	@EnumSource
	void serverWhenClientsAreNotAskedServes(WebServer server, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(server, SHOP)) {
			assertThat(get(context, CLIENT)).endsWith("seenAs=null, principal=null");
			assertThat(get(context, null)).endsWith("seenAs=null, principal=null");
			assertThat(this.store.queries()).isEqualTo(1);
		}
		assertThat(output).doesNotContain("hosts");
	}

	@ParameterizedTest
	@EnumSource
	void serverWhenClientsAreWantedServesWithAndWithout(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, SHOP, "server.ssl.client-auth=want")) {
			assertThat(get(context, CLIENT)).endsWith("seenAs=CN=asalieri, principal=null");
			assertThat(get(context, null)).endsWith("seenAs=null, principal=null");
			assertRefused(context, STRANGER);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverWhenClientsAreNeededServesThoseOfAuthorityOnly(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, SHOP, "server.ssl.client-auth=need")) {
			assertThat(get(context, CLIENT)).endsWith("seenAs=CN=asalieri, principal=null");
			assertRefused(context, STRANGER);
			assertRefused(context, null);
			assertRefused(context, CA.issueClient("impostor"));
			assertRefused(context, CLIENTS.issue().commonName("late").client().expired().build());
			assertRefused(context, CLIENTS.issueServer("server.example"));
			assertThat(get(context, CLIENT, "TLSv1.2")).endsWith("seenAs=CN=asalieri, principal=null");
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverByYamlOfManualServesThoseOfAuthorityOnly(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = server.start(this.store,
				"spring.config.location=classpath:docs/servers.yml", "server.port=0",
				"ssl.clients.shop.ca-certificates=" + clientAuthority)) {
			assertThat(get(context, CLIENT)).endsWith("seenAs=CN=asalieri, principal=null");
			assertRefused(context, STRANGER);
			assertRefused(context, null);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverSpeaksEnabledProtocolsOnly(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, SHOP,
				"ssl.clients.shop.enabled-protocols=TLSv1.3")) {
			assertThat(get(context, null, "TLSv1.3")).contains("seenAs");
			assertThat(catchThrowable(() -> get(context, null, "TLSv1.2"))).isInstanceOf(IOException.class);
		}
	}

	@ParameterizedTest
	@EnumSource
	void startWhenCredentialIsUnknownIsExplained(WebServer server, CapturedOutput output) {
		assertNotStarted(server, "Server/nobody/Certificate/1", NoSuchCredentialException.class);
		assertThat(output).contains(
				"""
						Server cannot be started with the bundle 'shop': No credential 'Server/nobody/Certificate/1' in credentials.

						Action:

						Store the credential under this path, or correct 'credential'. Kinds and ids are compared by case. A server needs its credential to start: 'server.ssl.bundle' is 'shop'.
						""");
	}

	@ParameterizedTest
	@EnumSource
	void startWhenStoreIsDownIsExplained(WebServer server, CapturedOutput output) {
		this.store.down(true);
		assertNotStarted(server, SHOP, CredentialUnavailableException.class);
		assertThat(output)
			.contains("Server cannot be started with the bundle 'shop': Credential '" + SHOP
					+ "' is unavailable: 'credentials' could not be asked (java.lang.IllegalStateException)")
			.contains(
					"See that the database is up and can be reached. A server needs its credential to start: 'server.ssl.bundle' is 'shop'.");
	}

	@ParameterizedTest
	@EnumSource
	void startWhenCertificateIsForClientsOnlyIsRefused(WebServer server, CapturedOutput output) {
		assertNotStarted(server, WRONG_USAGE, InvalidCredentialException.class);
		assertThat(output).contains("Store a credential that a server can use under this path.");
	}

	@ParameterizedTest
	@EnumSource
	void startWhenStoreDoesNotAnswerIsBounded(WebServer server, CapturedOutput output) {
		HangingStore hanging = new HangingStore();
		long begin = System.nanoTime();
		try {
			assertThat(serverFailure(() -> server.start(hanging, properties(SHOP, "ssl.store.timeout=300ms"))))
				.hasCauseInstanceOf(CredentialUnavailableException.class);
		}
		finally {
			hanging.release();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
		assertThat(output).contains("the store has not answered within 300 ms");
	}

	private void assertNotStarted(WebServer server, String path, Class<? extends Throwable> cause) {
		assertThat(serverFailure(() -> start(server, path))).hasCauseInstanceOf(cause);
	}

	/** Servers wrap what they cannot start with, each in its way. */
	private static Throwable serverFailure(ThrowingCallable start) {
		Throwable failure = catchThrowable(start);
		while (failure != null && !(failure instanceof ServerCredentialException)) {
			failure = failure.getCause();
		}
		return Objects.requireNonNull(failure, "started, or failed for another reason");
	}

	private ConfigurableApplicationContext start(WebServer server, String path, String... more) {
		return server.start(this.store, properties(path, more));
	}

	private static String[] properties(String path, String... more) {
		String[] all = new String[more.length + 3];
		all[0] = "server.ssl.bundle=shop";
		all[1] = "ssl.clients.shop.credential=" + path;
		all[2] = "ssl.clients.shop.ca-certificates=" + clientAuthority;
		System.arraycopy(more, 0, all, 3, more.length);
		return all;
	}

	private static void assertRefused(ConfigurableApplicationContext context, @Nullable IssuedCredential credential) {
		int before = WebServer.requests(context);
		assertThat(catchThrowable(() -> get(context, credential))).isInstanceOf(IOException.class);
		assertThat(WebServer.requests(context)).isEqualTo(before);
	}

	private static String get(ConfigurableApplicationContext context, @Nullable IssuedCredential credential,
			String... protocols) throws IOException {
		return Caller.as(credential, CA)
			.get(WebServer.port(context), "/", protocols)
			.replaceFirst("\r\n0\r\n\r\n$", "");
	}

}
