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

package io.github.sslcredentials.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsClientAutoConfiguration;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Applications with HTTP clients and no database: their credentials are those of asalieri
 * and wamozart, in memory.
 */
public final class InMemoryApplication {

	/** The path of asalieri's credential. */
	public static final String ASALIERI = "Employee/asalieri/Address/1";

	/** The path of wamozart's credential. */
	public static final String WAMOZART = "Employee/wamozart/Address/1";

	/** The authority of the credentials, and of the partners that they call. */
	public static final DevelopmentCa CA = DevelopmentCa.create();

	private static final IssuedCredential SERVER = CA.issue()
		.commonName("partner")
		.dnsNames("localhost", "api.bank.example")
		.ipAddresses("127.0.0.1")
		.server()
		.build();

	private static final Map<String, CredentialRecord> RECORDS = Map.of(ASALIERI, CA.issueClient("asalieri").record(),
			WAMOZART, CA.issueClient("wamozart").record());

	private static final String CA_LOCATION = location();

	private InMemoryApplication() {
	}

	/**
	 * Return a runner of applications whose clients trust {@link #CA}.
	 */
	public static ApplicationContextRunner runner() {
		return withoutHosts().withPropertyValues("ssl.hosts=localhost");
	}

	private static ApplicationContextRunner withoutHosts() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
					RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
					SslCredentialsAutoConfiguration.class, SslCredentialsClientAutoConfiguration.class))
			.withBean("credentials", CredentialRepository.class, () -> InMemoryApplication::find)
			.withPropertyValues("ssl.ca-certificates=" + CA_LOCATION);
	}

	/**
	 * Return a runner of applications whose default client presents asalieri.
	 */
	public static ApplicationContextRunner asalieri() {
		return runner().withPropertyValues("ssl.credential=" + ASALIERI);
	}

	/**
	 * Return a runner of applications whose default client presents asalieri to any host.
	 */
	public static ApplicationContextRunner asalieriToAnyHost() {
		return withoutHosts().withPropertyValues("ssl.credential=" + ASALIERI);
	}

	/**
	 * Return a runner of applications that customize how they make requests.
	 */
	public static ApplicationContextRunner customized(
			UnaryOperator<HttpComponentsClientHttpRequestFactoryBuilder> customizer) {
		ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> bean = customizer::apply;
		return asalieri().withBean("customizer", ClientHttpRequestFactoryBuilderCustomizer.class, () -> bean);
	}

	/**
	 * Prepare a partner with a certificate for {@code localhost}, {@code 127.0.0.1} and
	 * {@code api.bank.example}.
	 */
	public static MutualTlsPartner.Builder partner() {
		return MutualTlsPartner.builder(CA).serverCredential(SERVER);
	}

	public static String caLocation() {
		return CA_LOCATION;
	}

	private static @Nullable CredentialRecord find(CredentialPath path) {
		return RECORDS.get(path.toString());
	}

	private static String location() {
		try {
			Path file = Files.createTempFile("ca", ".crt");
			file.toFile().deleteOnExit();
			return Files.writeString(file, CA.certificatePem()).toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
