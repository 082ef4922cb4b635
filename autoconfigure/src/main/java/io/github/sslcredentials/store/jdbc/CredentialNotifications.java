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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialPath;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Listens for what PostgreSQL notifies of changes of the shipped table, on a connection
 * and a thread of its own. Notifications make changes known sooner and are no more than
 * that: what is missed is found by asking for the {@linkplain JdbcCredentialRepository
 * versions}. So nothing here fails: a connection that is lost is opened again, at longer
 * and longer intervals.
 * <p>
 * After each start it sends itself a notification through the pool, since a pooler in
 * between may swallow them without an error. Callbacks come on the one thread, and should
 * return soon. Instances may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialNotifications implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(CredentialNotifications.class);

	private static final String THREAD = "ssl-credentials-notifications";

	private static final String TEST = "test:";

	private static final String READ_ONLY = "25006";

	private static final Duration WAIT = Duration.ofMillis(250);

	private static final long END_MILLIS = 1000;

	private final DataSource dedicated;

	private final DataSource pool;

	private final Consumer<Predicate<CredentialPath>> changed;

	private final Runnable reconnected;

	private final Duration testTimeout;

	private final Duration idle;

	private final Thread thread = new Thread(this::run, THREAD);

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile State state = State.CONNECTING;

	private volatile @Nullable ListeningConnection connection;

	private @Nullable State said;

	/**
	 * Create it. Nothing is connected before the {@linkplain #start() start}.
	 * @param dedicated gives the connection that listens, which is kept until the end
	 * @param pool gives a connection for a moment, by which it is tested that
	 * notifications arrive
	 * @param changed is given what tells whether a path has changed
	 * @param reconnected is called whenever listening has begun: anything may have
	 * changed before
	 */
	public CredentialNotifications(DataSource dedicated, DataSource pool, Consumer<Predicate<CredentialPath>> changed,
			Runnable reconnected) {
		this(dedicated, pool, changed, reconnected, Duration.ofSeconds(5), Duration.ofSeconds(30));
	}

	CredentialNotifications(DataSource dedicated, DataSource pool, Consumer<Predicate<CredentialPath>> changed,
			Runnable reconnected, Duration testTimeout, Duration idle) {
		this.dedicated = dedicated;
		this.pool = pool;
		this.changed = changed;
		this.reconnected = reconnected;
		this.testTimeout = testTimeout;
		this.idle = idle;
		this.thread.setDaemon(true);
	}

	/**
	 * Begin, on a thread of its own, whether or not the database is up.
	 */
	public void start() {
		this.thread.start();
	}

	/**
	 * Return whether changes are notified at the moment.
	 * @return the state
	 */
	public State state() {
		return isClosed() ? State.CLOSED : this.state;
	}

	/**
	 * End listening, and close the connection.
	 */
	@Override
	public void close() {
		this.closed.countDown();
		if (Thread.currentThread() == this.thread) {
			return;
		}
		try {
			this.thread.join(END_MILLIS);
			ListeningConnection connection = this.connection;
			if (this.thread.isAlive() && connection != null) {
				connection.abort();
				this.thread.join(END_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		int failures = 0;
		while (!isClosed()) {
			try (ListeningConnection connection = ListeningConnection.open(this.dedicated)) {
				this.connection = connection;
				if (arrives(connection)) {
					failures = 0;
					listen(connection);
				}
				else {
					failed(State.SWALLOWED, null);
				}
			}
			catch (SQLFeatureNotSupportedException ex) {
				logger.debug("Changes are not notified", ex);
				this.closed.countDown();
			}
			catch (SQLException ex) {
				failed(READ_ONLY.equals(ex.getSQLState()) ? State.STANDBY : State.CONNECTING, ex);
			}
			catch (RuntimeException ex) {
				failed(State.CONNECTING, ex);
			}
			this.connection = null;
			failures = (this.state == State.CONNECTING) ? failures : NotificationBackOff.SLOWEST;
			pause(NotificationBackOff.delay(failures++, ThreadLocalRandom.current().nextDouble()));
		}
	}

	/**
	 * Send a notification by another way, and see whether it arrives. So may others.
	 */
	private boolean arrives(ListeningConnection connection) throws SQLException {
		String token = TEST + UUID.randomUUID();
		send(token);
		long start = System.nanoTime();
		boolean arrived = false;
		while (!arrived && !isClosed() && System.nanoTime() - start < this.testTimeout.toNanos()) {
			List<String> payloads = connection.receive(WAIT);
			deliver(payloads);
			arrived = payloads.contains(token);
		}
		return arrived;
	}

	private void send(String payload) throws SQLException {
		try (Connection connection = this.pool.getConnection();
				PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
			statement.setString(1, ListeningConnection.CHANNEL);
			statement.setString(2, payload);
			statement.execute();
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
		}
	}

	private void listen(ListeningConnection connection) throws SQLException {
		this.state = State.LISTENING;
		if (this.said != null) {
			logger.info("Changes of stored credentials are notified again");
			this.said = null;
		}
		call(this.reconnected);
		long heard = System.nanoTime();
		while (!isClosed()) {
			List<String> payloads = connection.receive(WAIT);
			if (!payloads.isEmpty()) {
				deliver(payloads);
				heard = System.nanoTime();
			}
			else if (System.nanoTime() - heard > this.idle.toNanos()) {
				connection.check();
				heard = System.nanoTime();
			}
		}
	}

	private void deliver(List<String> payloads) {
		ChangedPaths paths = new ChangedPaths(payloads);
		if (!paths.isEmpty()) {
			call(() -> this.changed.accept(paths));
		}
	}

	private static void call(Runnable callback) {
		try {
			callback.run();
		}
		catch (RuntimeException ex) {
			logger.warn("A change of stored credentials was notified, but not taken up", ex);
		}
	}

	/**
	 * Say it once, until it works again or fails in another way.
	 */
	private void failed(State state, @Nullable Exception failure) {
		if (isClosed()) {
			return;
		}
		this.state = state;
		if (failure != null) {
			logger.debug("Changes of stored credentials are not notified at the moment", failure);
		}
		if (this.said == state) {
			return;
		}
		this.said = state;
		switch (state) {
			case SWALLOWED -> logger.warn(
					"Changes of stored credentials are not notified: a notification that was sent did not arrive within %s seconds. A pooler such as PgBouncer in transaction mode swallows LISTEN. Changes are found at each 'ssl.refresh.interval'; connect to the database directly, or set 'ssl.refresh.notify' to 'off'"
						.formatted(this.testTimeout.toSeconds()));
			case STANDBY -> logger.warn(
					"Changes of stored credentials are not notified: the database is a standby, which has no notifications. Changes are found at each 'ssl.refresh.interval'");
			default -> logger.info(
					"Changes of stored credentials are not notified, since the database cannot be listened to (%s). It is tried again; meanwhile they are found at each 'ssl.refresh.interval'"
						.formatted((failure != null) ? failure.getClass().getName() : state));
		}
	}

	private void pause(Duration delay) {
		try {
			this.closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			logger.debug("Listening is tried again at once", ex);
		}
	}

	private boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	/**
	 * Whether changes are notified.
	 */
	public enum State {

		/**
		 * Not now: a connection is being opened, or was lost.
		 */
		CONNECTING,

		/**
		 * They are: a notification that was sent has arrived.
		 */
		LISTENING,

		/**
		 * They do not arrive, though nothing fails.
		 */
		SWALLOWED,

		/**
		 * The database is a standby, which has none.
		 */
		STANDBY,

		/**
		 * Not any more, or not by this kind of database.
		 */
		CLOSED

	}

}
