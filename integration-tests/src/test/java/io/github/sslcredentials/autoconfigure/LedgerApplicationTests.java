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

package io.github.sslcredentials.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.app.Address;
import io.github.sslcredentials.app.Employee;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.ledger.Entry;
import io.github.sslcredentials.ledger.LedgerApplication;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import jakarta.persistence.EntityManagerFactory;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application with its own {@code @EntityScan}, Flyway, Actuator, Spring Security,
 * {@code RestTemplate}, Spring Data repositories: nothing of theirs is switched off.
 */
class LedgerApplicationTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(LedgerApplication.class).run("--spring.main.banner-mode=off",
				"--server.port=0", "--logging.level.root=warn",
				"--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "--spring.jpa.hibernate.ddl-auto=validate",
				"--spring.jpa.open-in-view=false", "--spring.flyway.locations=classpath:db/ledger",
				"--spring.security.user.name=user", "--spring.security.user.password=secret",
				"--management.endpoints.web.exposure.include=*", "--partner=" + partner.uri("/"),
				"--ssl.credential=Employee/asalieri/Address/1", "--ssl.clients.book.credential=Book/1",
				"--ssl.hosts=localhost", "--ssl.ca-certificates=" + InMemoryApplication.caLocation());
		EmployeeApplication.store(application, "asalieri", 1, InMemoryApplication.CA.issueClient("asalieri").record());
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void callByRepositoryOfApplicationPresentsCredential() throws Exception {
		assertThat(get("/call", false).body()).contains("CN=asalieri");
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		assertThat(application.getBeansOfType(CredentialRepository.class)).containsOnlyKeys("addressBook",
				"jpaCredentialRepository");
	}

	@Test
	void securityOfApplicationHolds() throws Exception {
		assertThat(get("/entries", false).statusCode()).isEqualTo(401);
		assertThat(get("/entries", true).body()).isEqualTo("[{\"id\":1,\"text\":\"first\"}]");
	}

	@Test
	void restTemplateOfApplicationIsInjected() throws Exception {
		assertThat(get("/root", true).body()).isEqualTo("http://theirs.example/");
	}

	@Test
	void entitiesAreThoseOfApplication() {
		assertThat(application.getBean(EntityManagerFactory.class).getMetamodel().getEntities())
			.extracting((entity) -> entity.getJavaType().getName())
			.containsExactlyInAnyOrder(Entry.class.getName(), Address.class.getName(), Employee.class.getName());
	}

	@Test
	void migrationsOfApplicationHaveRun() {
		assertThat(application.getBean(Flyway.class).info().applied()).hasSize(1);
	}

	@Test
	void endpointsOfActuatorAnswer() throws Exception {
		get("/call", false);
		assertThat(get("/actuator/health", false).body()).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/metrics/http.client.requests", true).body())
			.contains("\"name\":\"http.client.requests\"");
		assertThat(get("/actuator/beans", true).statusCode()).isEqualTo(200);
		assertThat(get("/actuator/conditions", true).statusCode()).isEqualTo(200);
		assertThat(get("/actuator/configprops", true).body()).contains("SslCredentialsProperties");
	}

	private static HttpResponse<String> get(String path, boolean authenticated) throws Exception {
		URI uri = URI.create(
				"http://localhost:%s%s".formatted(application.getEnvironment().getProperty("local.server.port"), path));
		HttpRequest.Builder request = HttpRequest.newBuilder(uri);
		if (authenticated) {
			byte[] user = "user:secret".getBytes(StandardCharsets.US_ASCII);
			request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
		}
		return HTTP.send(request.build(), BodyHandlers.ofString());
	}

}
