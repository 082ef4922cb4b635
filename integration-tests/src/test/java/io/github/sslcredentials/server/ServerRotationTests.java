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

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that take another version of their credential up while they run.
 */
@Timeout(120)
class ServerRotationTests {

	private static final String SHOP = "Server/shop/Certificate/1";

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	@TempDir
	static Path folder;

	private final AtomicReference<CredentialRecord> stored = new AtomicReference<>(record("one"));

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "JETTY")
	void serverWhenCredentialHasChangedShowsTheNewOne(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			assertThat(shown(context)).isEqualTo("CN=one");
			rotate(context);
			assertThat(shown(context)).isEqualTo("CN=two");
		}
	}

	@ParameterizedTest
	@EnumSource(names = "JETTY")
	void serverThatIsNotToldGoesOnWithTheOneItHas(WebServer server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			rotate(context);
			assertThat(shown(context)).isEqualTo("CN=one");
		}
	}

	private void rotate(ConfigurableApplicationContext context) {
		this.stored.set(record("two"));
		context.getBean(SslCredentials.class).refresh(CredentialPath.parse(SHOP));
	}

	private ConfigurableApplicationContext start(WebServer server) {
		return server.start((path) -> SHOP.equals(path.toString()) ? this.stored.get() : null, "server.ssl.bundle=shop",
				"ssl.clients.shop.credential=" + SHOP, "ssl.refresh.interval=0s",
				"ssl.clients.shop.ca-certificates=" + EmployeeApplication.location(CA, folder));
	}

	private static String shown(ConfigurableApplicationContext context) throws Exception {
		try (Socket socket = Caller.as(null, CA).connect(WebServer.port(context))) {
			SSLSocket ssl = (SSLSocket) socket;
			ssl.startHandshake();
			X509Certificate certificate = (X509Certificate) ssl.getSession().getPeerCertificates()[0];
			return certificate.getSubjectX500Principal().getName();
		}
	}

	private static CredentialRecord record(String name) {
		return CA.issue().commonName(name).server().dnsNames("localhost").build().record();
	}

}
