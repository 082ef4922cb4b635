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

package io.github.sslcredentials.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.rotation.CredentialRefresh;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * A web application with Actuator, as operators reach it by HTTP. Its client {@code bank}
 * is asalieri; whoever else is a tenant.
 */
final class OperatedApplication implements AutoCloseable {

	static final CredentialPath ASALIERI = CredentialPath.parse(InMemoryApplication.ASALIERI);

	static final CredentialPath WAMOZART = CredentialPath.parse(InMemoryApplication.WAMOZART);

	private static final String[] ABSENT = { "org.springframework.jdbc.", "jakarta.persistence.", "org.hibernate.",
			"org.flywaydb.", "org.springframework.security." };

	final SettableStore store = new SettableStore();

	final List<Object> events = new CopyOnWriteArrayList<>();

	final ConfigurableApplicationContext context;

	OperatedApplication(String... properties) {
		ApplicationListener<PayloadApplicationEvent<?>> listener = (event) -> this.events.add(event.getPayload());
		this.context = new SpringApplicationBuilder(new DefaultResourceLoader(new FilteredClassLoader(ABSENT)),
				Application.class)
			.web(WebApplicationType.SERVLET)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("credentials", this.store);
				context.addApplicationListener(listener);
			})
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false", "server.port=0",
					"logging.level.root=warn",
					"management.endpoints.web.exposure.include=health,sslcredentials,metrics",
					"management.endpoint.health.show-details=always", "ssl.hosts=localhost", "ssl.refresh.interval=0s",
					"ssl.ca-certificates=" + InMemoryApplication.caLocation(),
					"ssl.clients.bank.credential=" + ASALIERI)
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	void load(CredentialPath... paths) {
		Stream.of(paths).forEach(this.context.getBean(SslCredentials.class)::get);
	}

	CredentialRefresh refresh() {
		return this.context.getBean(CredentialRefresh.class);
	}

	HttpResponse<String> get(String path) {
		try {
			int port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:%d/actuator/%s".formatted(port, path)))
					.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	JsonNode json(String path) {
		return JsonMapper.shared().readTree(get(path).body());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
