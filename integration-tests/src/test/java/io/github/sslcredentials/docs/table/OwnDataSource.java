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

package io.github.sslcredentials.docs.table;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.autoconfigure.SslCredentialsDataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A data source for the shipped table.
 */
@Configuration(proxyBeanMethods = false)
public class OwnDataSource {

	// tag::data-source[]
	@Bean(defaultCandidate = false)
	@SslCredentialsDataSource
	HikariDataSource credentialDataSource(@Value("${credentials.url}") String url,
			@Value("${credentials.username}") String username, @Value("${credentials.password}") String password) {
		HikariDataSource dataSource = DataSourceBuilder.create()
			.type(HikariDataSource.class)
			.url(url)
			.username(username)
			.password(password)
			.build();
		dataSource.setMaximumPoolSize(3);
		return dataSource;
	}
	// end::data-source[]

}
