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

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.loading.StoreCycleException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Where the shipped table is: the data source that the application has marked for it, or
 * a small pool of our own to the database of the application. On the pool of the
 * application, threads that hold a connection and wait for a credential could starve each
 * other.
 */
final class StoreDataSource implements Closeable {

	private static final Log logger = LogFactory.getLog(StoreDataSource.class);

	private static final boolean HIKARI = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", null);

	private final DataSource dataSource;

	private final boolean shared;

	private final @Nullable Closeable owned;

	private volatile @Nullable DatabaseUrl url;

	private StoreDataSource(DataSource dataSource, boolean shared, @Nullable Closeable owned,
			@Nullable DatabaseUrl url) {
		this.dataSource = dataSource;
		this.shared = shared;
		this.owned = owned;
		this.url = url;
	}

	/**
	 * Return the data source that the application has marked.
	 */
	static StoreDataSource marked(DataSource dataSource) {
		return new StoreDataSource(dataSource, false, null, null);
	}

	/**
	 * Return a data source to the database of the application's own.
	 */
	static StoreDataSource derivedFrom(DataSource application, Duration timeout) {
		HikariDataSource pool = HIKARI ? StorePool.derivedFrom(application, timeout) : null;
		if (pool != null) {
			return new StoreDataSource(pool, false, pool,
					(pool.getJdbcUrl() != null) ? DatabaseUrl.of(pool.getJdbcUrl()) : null);
		}
		if (!HIKARI) {
			DataSource unpooled = unpooled(application);
			if (unpooled != null) {
				return new StoreDataSource(unpooled, false, null, null);
			}
		}
		logger.warn(
				"The shipped table is read through the application's own data source, since no other one can be made of it. Where all of its connections are held by threads that wait for a credential, the credential is unavailable. Define a DataSource bean that is marked with @SslCredentialsDataSource");
		return new StoreDataSource(application, true, null, null);
	}

	private static @Nullable DataSource unpooled(DataSource application) {
		try {
			return DataSourceBuilder.derivedFrom(application).type(SimpleDriverDataSource.class).build();
		}
		catch (UnsupportedDataSourcePropertyException | IllegalStateException ex) {
			return null;
		}
	}

	DataSource get() {
		return this.dataSource;
	}

	/**
	 * Return what gives a connection that is kept for long: one outside of our own pool,
	 * or one of those of the data source that the application has marked.
	 * @return the connections, or {@code null} if none can be spared
	 */
	@Nullable DataSource dedicated() {
		if (HIKARI && this.owned instanceof HikariDataSource pool) {
			return StorePool.dedicated(pool);
		}
		HikariDataSource pool = HIKARI ? hikari() : null;
		return (this.shared || (pool != null && pool.getMaximumPoolSize() < 2)) ? null : this.dataSource;
	}

	/**
	 * Return the URL if it is known without asking the database.
	 */
	@Nullable DatabaseUrl knownUrl() {
		DatabaseUrl url = this.url;
		if (url == null && HIKARI) {
			HikariDataSource pool = hikari();
			url = (pool != null && pool.getJdbcUrl() != null) ? DatabaseUrl.of(pool.getJdbcUrl()) : null;
		}
		return url;
	}

	/**
	 * Return the URL, for which the database is asked if need be.
	 */
	DatabaseUrl url() {
		DatabaseUrl url = this.url;
		if (url == null) {
			String asked = askedUrl();
			url = DatabaseUrl.of(asked);
			this.url = (asked != null) ? url : null;
		}
		return url;
	}

	private @Nullable HikariDataSource hikari() {
		return DataSourceUnwrapper.unwrap(this.dataSource, HikariConfigMXBean.class, HikariDataSource.class);
	}

	private @Nullable String askedUrl() {
		try (Connection connection = this.dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
		catch (SQLException ex) {
			if (isCycle(ex)) {
				throw new CannotGetJdbcConnectionException("Credentials cannot be read", ex);
			}
			logger.debug("The URL of the data source is not known", ex);
			return null;
		}
	}

	/** It would be taken for a database of another kind. */
	private static boolean isCycle(SQLException failure) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Throwable cause = failure;
		while (cause != null && seen.add(cause) && !(cause instanceof StoreCycleException)) {
			cause = cause.getCause();
		}
		return cause instanceof StoreCycleException;
	}

	@Override
	public void close() throws IOException {
		if (this.owned != null) {
			this.owned.close();
		}
	}

}
