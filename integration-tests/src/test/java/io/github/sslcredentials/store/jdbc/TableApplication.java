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

package io.github.sslcredentials.store.jdbc;

import java.util.Base64;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsClientAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsJdbcAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsJpaAutoConfiguration;
import io.github.sslcredentials.database.TestDatabase.Database;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Applications whose credentials are in the shipped table.
 */
final class TableApplication {

	static final CredentialPath ASALIERI = CredentialPath.parse(InMemoryApplication.ASALIERI);

	private static final String KEY = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

	private TableApplication() {
	}

	/**
	 * Return a runner of applications whose default client presents asalieri.
	 */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DataSourceAutoConfiguration.class, HttpClientAutoConfiguration.class,
							ImperativeHttpClientAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
							RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
							SslCredentialsAutoConfiguration.class, SslCredentialsClientAutoConfiguration.class,
							SslCredentialsJpaAutoConfiguration.class, SslCredentialsJdbcAutoConfiguration.class))
			.withPropertyValues("ssl.store.jdbc.enabled=true", "ssl.credential=" + ASALIERI, "ssl.hosts=localhost",
					"ssl.ca-certificates=" + InMemoryApplication.caLocation());
	}

	/**
	 * Return a runner of applications on the given database.
	 */
	static ApplicationContextRunner runner(Database database) {
		return runner().withPropertyValues("spring.datasource.url=" + database.url(),
				"spring.datasource.username=" + database.user(), "spring.datasource.password=" + database.password(),
				"ssl.encryption.keys.k1=" + KEY);
	}

	static void store(ApplicationContext context, String commonName) {
		context.getBean(CredentialStore.class).store(ASALIERI, InMemoryApplication.CA.issueClient(commonName).record());
	}

}
