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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connects as a pool does, with the credentials of the moment, but outside of it: the
 * connection is kept for long.
 */
final class DedicatedConnections extends AbstractDataSource {

	private static final String NAME = "ssl-credentials-notifications";

	private final HikariDataSource pool;

	DedicatedConnections(HikariDataSource pool) {
		this.pool = pool;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Credentials credentials = this.pool.getCredentials();
		return getConnection(credentials.getUsername(), credentials.getPassword());
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		DataSource target = this.pool.getDataSource();
		if (target != null) {
			return (username != null) ? target.getConnection(username, password) : target.getConnection();
		}
		Properties properties = new Properties();
		properties.putAll(this.pool.getDataSourceProperties());
		properties.setProperty("tcpKeepAlive", "true");
		properties.putIfAbsent("ApplicationName", NAME);
		if (username != null) {
			properties.setProperty("user", username);
		}
		if (password != null) {
			properties.setProperty("password", password);
		}
		return DriverManager.getConnection(this.pool.getJdbcUrl(), properties);
	}

}
