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

package io.github.sslcredentials.client;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ours beside Boot's own and a hand-tuned client, in one run: the connections are
 * asserted, the times are only printed.
 */
class ConnectionReuseComparisonTests {

	private static final int CALLS = 200;

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final IssuedCredential CLIENT = CA.issueClient("asalieri");

	@TempDir
	static Path folder;

	private static MutualTlsPartner partner;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		partner = MutualTlsPartner.start(CA);
		application = EmployeeApplication.start("ssl.credential=Employee/asalieri/Address/1", "ssl.hosts=localhost",
				"ssl.ca-certificates=" + EmployeeApplication.location(CA, folder));
		EmployeeApplication.store(application, "asalieri", 1, CLIENT.record());
	}

	@AfterAll
	static void stop() {
		application.close();
		partner.close();
	}

	@Test
	void callsWhenOursOpenAsFewConnectionsAsHandTuned() throws Exception {
		Map<String, RestTemplate> clients = new LinkedHashMap<>();
		clients.put("ours", application.getBean(RestTemplate.class));
		clients.put("Boot, static PEM bundle", boot());
		clients.put("hand-tuned", handTuned());
		clients.values().forEach((client) -> call(client, CALLS));
		Map<String, Integer> connections = new LinkedHashMap<>();
		clients.forEach((name, client) -> connections.put(name, measure(name, client)));
		assertThat(connections).containsEntry("ours", 1)
			.containsEntry("hand-tuned", 1)
			.containsEntry("Boot, static PEM bundle", CALLS);
	}

	private static int measure(String name, RestTemplate client) {
		partner.closeConnections();
		partner.reset();
		long begin = System.nanoTime();
		call(client, CALLS);
		System.out.printf("%d calls, %s: %d connections, %d ms%n", CALLS, name, partner.connections().size(),
				(System.nanoTime() - begin) / 1_000_000);
		return partner.connections().size();
	}

	private static void call(RestTemplate client, int calls) {
		for (int i = 0; i < calls; i++) {
			client.getForObject(partner.uri("/"), String.class);
		}
	}

	private static RestTemplate boot() {
		PemSslStoreDetails key = PemSslStoreDetails.forCertificate(CLIENT.certificateChainPem())
			.withPrivateKey(CLIENT.privateKeyPem());
		SslBundle bundle = SslBundle
			.of(new PemSslStoreBundle(key, PemSslStoreDetails.forCertificate(CA.certificatePem())));
		return new RestTemplateBuilder().sslBundle(bundle).build();
	}

	private static RestTemplate handTuned() throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		keys.setKeyEntry("client", CLIENT.privateKey(), new char[0],
				CLIENT.certificateChain().toArray(X509Certificate[]::new));
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("ca", CA.certificate());
		SSLContext context = SSLContexts.custom()
			.loadKeyMaterial(keys, new char[0])
			.loadTrustMaterial(trust, null)
			.build();
		return new RestTemplate(new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
			.disableConnectionState()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setTlsSocketStrategy(new DefaultClientTlsStrategy(context))
				.build())
			.build()));
	}

}
