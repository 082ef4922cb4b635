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

import javax.sql.DataSource;

import io.github.sslcredentials.autoconfigure.SslCredentialsProperties.Notify;
import io.github.sslcredentials.store.jdbc.CredentialNotifications;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.ClassUtils;

/**
 * Listens for changes of the shipped table while the application runs, where its database
 * is PostgreSQL. The database is not asked for that at the start.
 */
final class ChangeNotifications implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ChangeNotifications.class);

	private static final String PROPERTY = SslCredentialsProperties.PREFIX + ".refresh.notify";

	private static final boolean DRIVER = ClassUtils.isPresent("org.postgresql.PGConnection", null);

	private final StoreDataSource dataSource;

	private final ObjectProvider<ChangeListener> listener;

	private final @Nullable DataSource dedicated;

	private volatile @Nullable CredentialNotifications notifications;

	ChangeNotifications(StoreDataSource dataSource, Notify notify, ObjectProvider<ChangeListener> listener) {
		this.dataSource = dataSource;
		this.listener = listener;
		String obstacle = (notify != Notify.OFF) ? obstacle(dataSource.knownUrl()) : null;
		boolean possible = notify != Notify.OFF && obstacle == null;
		this.dedicated = possible ? dataSource.dedicated() : null;
		if (possible && this.dedicated == null) {
			obstacle = "there is no connection to spare, since the data source is shared or has only one";
			logger.info("Changes of stored credentials are not notified: " + obstacle
					+ ". Mark a DataSource that has two or more with @SslCredentialsDataSource");
		}
		if (notify == Notify.ON && obstacle != null) {
			throw new SslCredentialsPropertyException(PROPERTY, obstacle,
					"Set it to 'auto' or 'off': changes are then found at each 'ssl.refresh.interval'.");
		}
	}

	private static @Nullable String obstacle(@Nullable DatabaseUrl url) {
		if (url != null && !url.isPostgres()) {
			return "only PostgreSQL notifies of changes, but this is %s".formatted(url);
		}
		return DRIVER ? null : "the driver of PostgreSQL is not there";
	}

	@Override
	public synchronized void start() {
		DataSource dedicated = this.dedicated;
		ChangeListener listener = (dedicated != null) ? this.listener.getIfAvailable() : null;
		if (dedicated != null && listener != null && this.notifications == null) {
			CredentialNotifications notifications = new CredentialNotifications(dedicated, this.dataSource.get(),
					listener::changed, listener::reconnected);
			this.notifications = notifications;
			notifications.start();
		}
	}

	@Override
	public synchronized void stop() {
		CredentialNotifications notifications = this.notifications;
		if (notifications != null) {
			notifications.close();
			this.notifications = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.notifications != null;
	}

	/**
	 * Return whether changes are notified at the moment, or {@code null} if that is not
	 * wanted.
	 */
	CredentialNotifications.@Nullable State state() {
		CredentialNotifications notifications = this.notifications;
		return (notifications != null) ? notifications.state() : null;
	}

}
