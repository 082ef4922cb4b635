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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A connection that listens for changes of the shipped table, for one thread. Where it
 * was borrowed from a pool, it goes back as it was.
 */
final class ListeningConnection implements AutoCloseable {

	static final String CHANNEL = CredentialTable.NAME;

	private static final Log logger = LogFactory.getLog(ListeningConnection.class);

	private static final int SOCKET_MILLIS = 30_000;

	private static final int VALIDATION_SECONDS = 5;

	private final Connection connection;

	private final PGConnection notified;

	private ListeningConnection(Connection connection, PGConnection notified) {
		this.connection = connection;
		this.notified = notified;
	}

	/**
	 * Open a connection and listen.
	 * @throws SQLFeatureNotSupportedException if it is none of the PostgreSQL driver
	 */
	static ListeningConnection open(DataSource dataSource) throws SQLException {
		Connection connection = dataSource.getConnection();
		try {
			if (!connection.isWrapperFor(PGConnection.class)) {
				throw new SQLFeatureNotSupportedException("The connection is none of the PostgreSQL driver");
			}
			connection.setAutoCommit(true);
			connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
			execute(connection, "listen " + CHANNEL);
			return new ListeningConnection(connection, connection.unwrap(PGConnection.class));
		}
		catch (SQLException | RuntimeException ex) {
			closeQuietly(connection);
			throw ex;
		}
	}

	/**
	 * Wait for notifications, and return the payloads of all that are there.
	 */
	List<String> receive(Duration timeout) throws SQLException {
		List<String> payloads = new ArrayList<>();
		PGNotification[] notifications = this.notified.getNotifications((int) timeout.toMillis());
		while (notifications != null && notifications.length > 0) {
			for (PGNotification notification : notifications) {
				if (CHANNEL.equals(notification.getName())) {
					payloads.add(notification.getParameter());
				}
			}
			notifications = this.notified.getNotifications();
		}
		return payloads;
	}

	/**
	 * Check that somebody is at the other end.
	 */
	void check() throws SQLException {
		if (!this.connection.isValid(VALIDATION_SECONDS)) {
			throw new SQLException("The listening connection is dead", "08006");
		}
	}

	/**
	 * End what waits for the other end.
	 */
	void abort() {
		try {
			this.connection.abort(Runnable::run);
		}
		catch (SQLException ex) {
			logger.debug("A listening connection could not be aborted", ex);
		}
	}

	@Override
	public void close() {
		try {
			if (!this.connection.isClosed()) {
				execute(this.connection, "unlisten " + CHANNEL);
			}
		}
		catch (SQLException ex) {
			logger.debug("A listening connection has ended by itself", ex);
		}
		closeQuietly(this.connection);
	}

	private static void execute(Connection connection, String command) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(command);
		}
	}

	private static void closeQuietly(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException ex) {
			logger.debug("A listening connection could not be closed", ex);
		}
	}

}
