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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.docs.server.PartnerSecurity;
import io.github.sslcredentials.docs.server.ReactivePartnerSecurity;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client's certificate as its authentication by Spring Security.
 */
class X509AuthenticationTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	private static final DevelopmentCa CLIENTS = DevelopmentCa.create("Client CA");

	private static final String SHOP = "Server/shop/Certificate/1";

	@TempDir
	static Path folder;

	@ParameterizedTest
	@EnumSource
	void principalIsThatOfCertificate(WebServer server) throws Exception {
		List<Class<?>> security = (server == WebServer.NETTY) ? List.of(ReactivePartnerSecurity.class)
				: List.of(PartnerSecurity.class, ServletSecurity.class);
		CountingStore store = new CountingStore(Map.of(SHOP, CA.issueServer("localhost").record()));
		try (ConfigurableApplicationContext context = server.start(security, store, "server.ssl.bundle=shop",
				"server.ssl.client-auth=want", "ssl.clients.shop.credential=" + SHOP,
				"ssl.clients.shop.ca-certificates=" + EmployeeApplication.location(CLIENTS, folder))) {
			int port = WebServer.port(context);
			assertThat(Caller.as(CLIENTS.issueClient("asalieri"), CA).get(port, "/"))
				.contains("seenAs=CN=asalieri, principal=asalieri");
			assertThat(Caller.as(CLIENTS.issueClient("unregistered"), CA).get(port, "/"))
				.containsPattern("^HTTP/1.1 40[13]");
			assertThat(Caller.as(null, CA).get(port, "/")).containsPattern("^HTTP/1.1 40[13]");
			assertThat(WebServer.requests(context)).isEqualTo(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SecurityFilterAutoConfiguration.class)
	static class ServletSecurity {

	}

}
