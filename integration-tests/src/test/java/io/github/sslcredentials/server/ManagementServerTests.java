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
import java.util.Map;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Actuator on a port of its own, with a stored credential by
 * {@code management.server.ssl.bundle}, while the application is served without TLS.
 */
@Timeout(120)
class ManagementServerTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Server CA");

	private static final DevelopmentCa OPERATORS = DevelopmentCa.create("Operators CA");

	@TempDir
	static Path folder;

	private final CountingStore store = new CountingStore(
			Map.of("Server/actuator", CA.issueServer("localhost").record()));

	@Test
	void actuatorAnswersThoseOfAuthorityOnly() throws Exception {
		try (ConfigurableApplicationContext context = start("Server/actuator")) {
			int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			assertThat(port).isNotEqualTo(WebServer.port(context));
			assertThat(Caller.as(OPERATORS.issueClient("asalieri"), CA).get(port, "/actuator/health"))
				.startsWith("HTTP/1.1 200")
				.contains("\"status\":\"UP\"");
			assertThat(catchThrowable(() -> Caller.as(CA.issueClient("stranger"), CA).get(port, "/actuator/health")))
				.isInstanceOf(IOException.class);
			assertThat(catchThrowable(() -> Caller.as(null, CA).get(port, "/actuator/health")))
				.isInstanceOf(IOException.class);
			assertThat(this.store.queries()).isEqualTo(1);
		}
	}

	@Test
	void startWhenCredentialIsUnknownFails() {
		assertThat(catchThrowable(() -> start("Server/nobody").close()))
			.hasStackTraceContaining("Server cannot be started with the bundle 'actuator'");
	}

	private ConfigurableApplicationContext start(String path) {
		return new SpringApplicationBuilder(ManagedApplication.class).web(WebApplicationType.SERVLET)
			.initializers((context) -> context.getBeanFactory().registerSingleton("credentials", this.store))
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false", "server.port=0",
					"logging.level.root=warn")
			.run("--management.server.port=0", "--management.server.ssl.bundle=actuator",
					"--management.server.ssl.client-auth=need", "--ssl.clients.actuator.credential=" + path,
					"--ssl.clients.actuator.ca-certificates=" + EmployeeApplication.location(OPERATORS, folder),
					"--ssl.store.jpa.enabled=false", "--spring.flyway.enabled=false",
					"--spring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ManagedApplication {

	}

}
