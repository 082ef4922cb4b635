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

import java.time.Duration;
import java.util.Properties;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;

/**
 * Makes the small pool that the shipped table is read through.
 */
final class StorePool {

	private static final int MAX_CONNECTIONS = 2;

	private static final Duration IDLE = Duration.ofMinutes(1);

	private static final long MIN_TIMEOUT_MILLIS = 250;

	private static final long SOCKET_SECONDS = 30;

	private StorePool() {
	}

	/**
	 * Return a pool to the database of the given data source.
	 * @return the pool, or {@code null} if it cannot be told how to connect, or if a
	 * further connection would lead to another database
	 */
	static @Nullable HikariDataSource derivedFrom(DataSource application, Duration timeout) {
		HikariDataSource pool = new HikariDataSource();
		HikariDataSource own = DataSourceUnwrapper.unwrap(application, HikariConfigMXBean.class,
				HikariDataSource.class);
		if (own != null) {
			copy(own, pool);
		}
		else if (!derive(application, pool)) {
			return null;
		}
		if (DatabaseUrl.of(pool.getJdbcUrl()).isPrivateToConnection()) {
			return null;
		}
		configure(pool, timeout);
		return pool;
	}

	private static void copy(HikariDataSource own, HikariDataSource pool) {
		own.copyStateTo(pool);
		Properties properties = new Properties();
		properties.putAll(own.getDataSourceProperties());
		pool.setDataSourceProperties(properties);
		if (pool.getMetricRegistry() != null) {
			pool.setMetricRegistry(null);
		}
		if (pool.getMetricsTrackerFactory() != null) {
			pool.setMetricsTrackerFactory(null);
		}
		if (pool.getCredentialsProvider() == null) {
			// those of the moment: they may be changed while the application runs
			pool.setCredentialsProvider(own::getCredentials);
		}
		pool.setHealthCheckRegistry(null);
		pool.setScheduledExecutor(null);
		pool.setRegisterMbeans(false);
		pool.setTransactionIsolation(null);
		pool.setReadOnly(false);
		pool.setAutoCommit(true);
		pool.setIsolateInternalQueries(false);
		pool.setLeakDetectionThreshold(0);
	}

	private static boolean derive(DataSource application, HikariDataSource pool) {
		try {
			HikariDataSource derived = DataSourceBuilder.derivedFrom(application).type(HikariDataSource.class).build();
			derived.copyStateTo(pool);
			return pool.getJdbcUrl() != null;
		}
		catch (UnsupportedDataSourcePropertyException | IllegalStateException ex) {
			return false;
		}
	}

	private static void configure(HikariConfig pool, Duration timeout) {
		long millis = Math.max(MIN_TIMEOUT_MILLIS, timeout.toMillis());
		pool.setPoolName("ssl-credentials");
		pool.setMaximumPoolSize(MAX_CONNECTIONS);
		pool.setMinimumIdle(0);
		pool.setIdleTimeout(IDLE.toMillis());
		pool.setConnectionTimeout(millis);
		pool.setValidationTimeout(Math.min(millis, Duration.ofSeconds(5).toMillis()));
		pool.setInitializationFailTimeout(-1);
		if (DatabaseUrl.of(pool.getJdbcUrl()).isPostgres()) {
			// a refused row would be quoted
			pool.addDataSourceProperty("logServerErrorDetail", "false");
			// a connection that hangs must not hold one of two for ever
			pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_SECONDS + timeout.toSeconds()));
		}
	}

	/**
	 * Return what gives a connection that is kept for long.
	 */
	static DataSource dedicated(HikariDataSource pool) {
		if (pool.getJdbcUrl() != null || pool.getDataSource() != null) {
			return new DedicatedConnections(pool);
		}
		pool.setMaximumPoolSize(MAX_CONNECTIONS + 1);
		return pool;
	}

}
