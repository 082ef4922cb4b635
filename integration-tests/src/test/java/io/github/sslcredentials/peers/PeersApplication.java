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

package io.github.sslcredentials.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsClientAutoConfiguration;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * An application with a client for each credential that the peers are to see.
 */
final class PeersApplication implements AutoCloseable {

	static final DevelopmentCa CA = DevelopmentCa.create("Bank CA");

	static final DevelopmentCa OTHER = DevelopmentCa.create("Other CA");

	private static final Map<String, IssuedCredential> CLIENTS = Map.of("asalieri", client(KeyAlgorithm.EC_P256), "rsa",
			client(KeyAlgorithm.RSA_2048), "ed25519", client(KeyAlgorithm.ED25519), "stranger",
			OTHER.issueClient("stranger"), "unlinked", CA.intermediate("Issuing CA").issueClient("unlinked"),
			"serverOnly", CA.issueServer("localhost"));

	private final ConfigurableApplicationContext context;

	private PeersApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static PeersApplication start(Path folder) {
		List<String> properties = new ArrayList<>(
				List.of("--ssl.hosts=localhost", "--ssl.ca-certificates=" + EmployeeApplication.location(CA, folder),
						"--ssl.clients.narrow.credential=Peer/asalieri",
						"--ssl.clients.narrow.ciphers=TLS_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
		CLIENTS.keySet().forEach((name) -> properties.add("--ssl.clients.%s.credential=Peer/%s".formatted(name, name)));
		CredentialRepository store = PeersApplication::find;
		return new PeersApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory().registerSingleton("credentials", store))
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false", "logging.level.root=warn")
			.run(properties.toArray(String[]::new)));
	}

	/**
	 * Ask by the client for HTTP.
	 */
	String get(String client, int port) {
		String body = this.context.getBean("ssl.clients." + client + ".RestClient", RestClient.class)
			.get()
			.uri("https://localhost:{port}/", port)
			.retrieve()
			.body(String.class);
		return (body != null) ? body : "";
	}

	/**
	 * Ask by a socket.
	 */
	String exchange(String client, int port) throws IOException {
		SSLSocketFactory factory = this.context.getBean("ssl.clients." + client + ".SSLSocketFactory",
				SSLSocketFactory.class);
		try (Socket socket = factory.createSocket("localhost", port)) {
			return exchange(socket);
		}
	}

	HandshakeReport explain(String client, int port) {
		return credentials().explain(client, "localhost", port);
	}

	SslCredentials credentials() {
		return this.context.getBean(SslCredentials.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	static String exchange(Socket socket) throws IOException {
		socket.setSoTimeout(10_000);
		socket.getOutputStream()
			.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
		InputStream input = socket.getInputStream();
		return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	private static IssuedCredential client(KeyAlgorithm algorithm) {
		return CA.issue().commonName("asalieri").keyAlgorithm(algorithm).client().build();
	}

	private static CredentialRecord find(CredentialPath path) {
		IssuedCredential issued = CLIENTS.get(path.id());
		if (issued == null) {
			throw new IllegalArgumentException("No " + path);
		}
		boolean unlinked = path.id().equals("unlinked");
		return CredentialRecord.pem(issued.privateKeyPem(),
				unlinked ? PeerFiles.pem(List.of(issued.certificate())) : issued.certificateChainPem());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, RestClientAutoConfiguration.class,
			SslCredentialsAutoConfiguration.class, SslCredentialsClientAutoConfiguration.class })
	static class Application {

	}

}
