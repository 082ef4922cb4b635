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

package io.github.sslcredentials.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.sslcredentials.docs.app.CredentialImport;
import io.github.sslcredentials.docs.app.ManualApplication;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.apache.hc.core5.http.HttpHost;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The world of the manual: a partner {@code api.bank.example} with a certificate for this
 * name, which is reached through an HTTP proxy whatever the name that is called, its
 * authority in {@code classpath:bank-ca.pem}, and applications with the YAML of a page.
 *
 * @author SSL Credentials contributors
 */
final class Bank implements AutoCloseable {

	static final int IMPOSTOR_PORT = 8443;

	final DevelopmentCa ca = DevelopmentCa.create("Bank CA");

	final IssuedCredential client = this.ca.issueClient("asalieri");

	final MutualTlsPartner partner;

	/** Has the names of the partner, but from an authority that nobody trusts. */
	final MutualTlsPartner impostor;

	final ConnectProxy proxy;

	private final Path folder;

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	Bank(Path folder) {
		this.folder = folder;
		this.partner = MutualTlsPartner.builder(this.ca)
			.serverCredential(this.ca.issueServer("localhost", "api.bank.example", "*.branch.bank.example"))
			.start();
		DevelopmentCa unknown = DevelopmentCa.create("Unknown CA");
		this.impostor = MutualTlsPartner.builder(this.ca)
			.serverCredential(unknown.issueServer("api.bank.example", "old.bank.example"))
			.start();
		this.proxy = ConnectProxy
			.start((host, port) -> (port == IMPOSTOR_PORT) ? this.impostor.address() : this.partner.address());
		write("bank-ca.pem", this.ca.certificatePem());
		write("asalieri.key", this.client.privateKeyPem());
		write("asalieri.crt", this.client.certificateChainPem());
	}

	Path file(String name) {
		return this.folder.resolve(name);
	}

	/**
	 * Start an application whose credential is stored.
	 * @param yaml names of YAML files of a page, with blanks between them
	 * @param sources components of the application
	 */
	ConfigurableApplicationContext start(String yaml, Class<?>... sources) {
		return start(yaml, Map.of(), sources);
	}

	ConfigurableApplicationContext start(String yaml, Map<String, Object> environment, Class<?>... sources) {
		ConfigurableApplicationContext application = builder(sources)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
			.run("--spring.config.location=" + location(yaml));
		this.applications.add(application);
		application.getBean(CredentialImport.class)
			.store(this.client.privateKeyPem(), this.client.certificateChainPem());
		return application;
	}

	private SpringApplicationBuilder builder(Class<?>... sources) {
		return new SpringApplicationBuilder(ManualApplication.class).sources(sources)
			.web(WebApplicationType.NONE)
			.initializers(this::initialize)
			.properties("spring.main.banner-mode=off", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.jpa.hibernate.ddl-auto=create", "spring.jpa.open-in-view=false", "logging.level.root=warn");
	}

	/**
	 * Return a plain socket that leads to the partner by the given name.
	 */
	Socket connectedSocket(String host) throws IOException {
		Socket socket = new Socket(this.proxy.proxy());
		socket.connect(InetSocketAddress.createUnresolved(host, 443));
		return socket;
	}

	/**
	 * Return whom the partner saw, request by request, and forget it.
	 */
	List<String> seen() {
		List<String> seen = this.partner.requests().stream().map(PartnerRequest::seenAs).map(String::valueOf).toList();
		this.partner.reset();
		return seen;
	}

	@Override
	public void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.proxy.close();
		this.impostor.close();
		this.partner.close();
	}

	private static String location(String yaml) {
		return Stream.of(yaml.split(" ")).map((name) -> "classpath:docs/" + name).collect(Collectors.joining(","));
	}

	private void initialize(ConfigurableApplicationContext context) {
		context.addProtocolResolver((location, loader) -> location.equals("classpath:bank-ca.pem")
				? new FileSystemResource(file("bank-ca.pem")) : null);
		((GenericApplicationContext) context).registerBean("bankProxy", BankProxy.class,
				() -> new BankProxy(this.proxy.port()));
	}

	private void write(String name, String text) {
		try {
			Files.writeString(file(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static final class BankProxy
			implements ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> {

		private final HttpHost proxy;

		BankProxy(int port) {
			this.proxy = new HttpHost("localhost", port);
		}

		@Override
		public HttpComponentsClientHttpRequestFactoryBuilder customize(
				HttpComponentsClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.setProxy(this.proxy));
		}

	}

}
