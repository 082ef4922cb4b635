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

package io.github.sslcredentials.client;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The pool of HttpComponents for one version. A connection that is given back when the
 * version is retired gets into the pool, for the library decides on that before the
 * exchange is over; so idle connections are closed with the end of each exchange.
 */
final class HttpComponentsConnections implements VersionResources {

	private final DisposableBean client;

	private final @Nullable ModalCloseable connections;

	/**
	 * Create the connections of a client.
	 * @param client closes the client, and its connections when they are not in use
	 * @param connections its connection manager
	 */
	HttpComponentsConnections(DisposableBean client, @Nullable ModalCloseable connections) {
		this.client = client;
		this.connections = connections;
	}

	@Override
	public void destroy() throws Exception {
		this.client.destroy();
	}

	@Override
	public void abort() throws Exception {
		if (this.connections != null) {
			this.connections.close(CloseMode.IMMEDIATE);
		}
		destroy();
	}

	@Override
	public boolean canCloseIdle() {
		return this.connections instanceof ConnPoolControl;
	}

	@Override
	public void closeIdle() {
		if (this.connections instanceof ConnPoolControl<?> pool) {
			pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
		}
	}

}
