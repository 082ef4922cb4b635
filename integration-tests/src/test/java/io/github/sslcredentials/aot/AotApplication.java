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

package io.github.sslcredentials.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialStore;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Calls a partner once with each of its clients, and ends. It has a {@link RestTemplate}
 * of its own, and its credentials in the shipped table and in files.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class AotApplication {

	public static void main(String[] args) {
		SpringApplication.run(AotApplication.class, args).close();
	}

	@Bean
	RestTemplate theirs() {
		return new RestTemplate();
	}

	@Bean
	CredentialRepository files(@Value("${folder}") Path folder) {
		return (path) -> path.kind().equals("File") ? record(folder, path) : null;
	}

	@Bean
	ApplicationRunner calls(@Value("${partner}") String partner, @Value("${folder}") Path folder, CredentialStore store,
			Clients clients) {
		return (arguments) -> {
			store.store(CredentialPath.of("Table", 1), record(folder, CredentialPath.of("File", "table")));
			clients.call(partner);
		};
	}

	@Bean
	Clients clients(RestClient topLevel, @Qualifier("my-bank") RestClient myBank,
			@Qualifier("my-bank") SSLSocketFactory factory, @Qualifier("sslCredentialsRestTemplate") RestTemplate ours,
			RestTemplate theirs, SslBundles bundles) {
		return new Clients(topLevel, myBank, factory, ours, theirs, bundles);
	}

	private static CredentialRecord record(Path folder, CredentialPath path) {
		try {
			return CredentialRecord.pem(Files.readString(folder.resolve(path.id() + ".key")),
					Files.readString(folder.resolve(path.id() + ".crt")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is injected.
	 */
	record Clients(RestClient topLevel, RestClient myBank, SSLSocketFactory factory, RestTemplate ours,
			RestTemplate theirs, SslBundles bundles) {

		void call(String partner) throws IOException {
			this.topLevel.get().uri(partner).retrieve().toBodilessEntity();
			this.myBank.get().uri(partner).retrieve().toBodilessEntity();
			this.ours.getForObject(partner, String.class);
			int port = Integer.parseInt(partner.replaceAll("[^0-9]", ""));
			try (Socket socket = this.factory.createSocket("localhost", port)) {
				((SSLSocket) socket).startHandshake();
			}
			System.out.println("Bundles: " + this.bundles.getBundleNames());
			System.out.println("By type: " + ((this.theirs == this.ours) ? "ours" : "theirs"));
		}

	}

}
