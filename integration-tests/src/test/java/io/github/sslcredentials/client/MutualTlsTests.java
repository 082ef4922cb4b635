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

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The main job: a credential from an entity of the application, over verified TLS.
 */
class MutualTlsTests {

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

	@BeforeEach
	void reset() {
		partner.closeConnections();
		partner.reset();
	}

	@Test
	void restTemplatePresentsCredential() {
		String answer = application.getBean(RestTemplate.class).getForObject(partner.uri("/"), String.class);
		assertThat(answer).contains("CN=asalieri");
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
	}

	@Test
	void restClientPresentsCredential() {
		String answer = application.getBean(RestClient.class).get().uri(partner.uri("/")).retrieve().body(String.class);
		assertThat(answer).contains("CN=asalieri");
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
	}

	@Test
	void socketFactoryPresentsCredential() throws Exception {
		SSLSocketFactory factory = application.getBean(SSLSocketFactory.class);
		try (Socket socket = factory.createSocket("localhost", partner.port());
				OutputStream output = socket.getOutputStream()) {
			output.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			output.flush();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).contains("CN=asalieri");
			assertThat(((SSLSocket) socket).getSession().getPeerHost()).isEqualTo("localhost");
		}
	}

	@Test
	void restTemplateReusesItsConnection() {
		RestTemplate restTemplate = application.getBean(RestTemplate.class);
		for (int i = 0; i < 40; i++) {
			restTemplate.getForObject(partner.uri("/"), String.class);
		}
		assertThat(partner.requests()).hasSize(40);
		assertThat(partner.connections()).extracting(PartnerConnection::seenAs).containsExactly("CN=asalieri");
	}

}
