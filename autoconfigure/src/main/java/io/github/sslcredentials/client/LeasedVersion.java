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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.handshake.ClosingThread;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.VersionConnections;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The client of one version, with the number of exchanges that use it. When the version
 * is retired, none begins any more, and the client is closed with the last one. No lock
 * is taken: the state is one number.
 *
 * @param <C> the type of client
 */
final class LeasedVersion<C extends VersionResources> implements VersionConnections, DisposableBean {

	private static final Log logger = LogFactory.getLog(LeasedVersion.class);

	private static final int CLOSED = 1 << 31;

	private static final int RETIRED = 1 << 30;

	private static final int COUNT = RETIRED - 1;

	private final HandshakeContext handshake;

	private final C client;

	private final Runnable whenClosed;

	private final AtomicInteger state = new AtomicInteger();

	private final AtomicBoolean closingIdle = new AtomicBoolean();

	LeasedVersion(HandshakeContext handshake, C client, Runnable whenClosed) {
		this.handshake = handshake;
		this.client = client;
		this.whenClosed = whenClosed;
	}

	HandshakeContext handshake() {
		return this.handshake;
	}

	C client() {
		return this.client;
	}

	/**
	 * Begin to use the client.
	 * @return the use, or {@code null} if the version is not in force any more
	 */
	@Nullable VersionLease<C> lease() {
		int state = this.state.get();
		while ((state & (RETIRED | CLOSED)) == 0) {
			if (this.state.compareAndSet(state, state + 1)) {
				return new VersionLease<>(this);
			}
			state = this.state.get();
		}
		return null;
	}

	void giveBack() {
		int state = this.state.decrementAndGet();
		if ((state & RETIRED) != 0) {
			closeWhatIsIdle(state, true);
		}
	}

	@Override
	public void drain() {
		int before = this.state.getAndUpdate((current) -> current | RETIRED);
		closeWhatIsIdle(before | RETIRED, (before & RETIRED) == 0);
	}

	/** There is something new to close only when something was given back. */
	private void closeWhatIsIdle(int state, boolean any) {
		if ((state & COUNT) != 0) {
			if (any) {
				closeIdle(state);
			}
		}
		else if (this.state.compareAndSet(RETIRED, RETIRED | CLOSED)) {
			close(this.client::destroy);
		}
	}

	@Override
	public int inUse() {
		int state = this.state.get();
		return ((state & CLOSED) == 0) ? state & COUNT : 0;
	}

	@Override
	public int cut() {
		int state = this.state.getAndUpdate((current) -> current | RETIRED | CLOSED);
		if ((state & CLOSED) != 0) {
			return 0;
		}
		close(this.client::abort);
		return state & COUNT;
	}

	@Override
	public boolean isComplete() {
		return this.client.canBeClosed();
	}

	/** With the application. */
	@Override
	public void destroy() throws Exception {
		int state = this.state.getAndUpdate((current) -> current | RETIRED | CLOSED);
		this.handshake.retirement().remove(this);
		if ((state & CLOSED) == 0) {
			this.client.destroy();
		}
	}

	/** What is given back meanwhile is found by the next call. */
	private void closeIdle(int state) {
		if ((state & CLOSED) != 0 || !this.client.canCloseIdle() || !this.closingIdle.compareAndSet(false, true)) {
			return;
		}
		ClosingThread.start(() -> {
			this.closingIdle.set(false);
			attempt(this.client::closeIdle);
		});
	}

	private void close(Closing closing) {
		if (!this.client.canBeClosed()) {
			// its open connections lead to the handshake: nothing there may lead to it
			this.handshake.retirement().add(new UnknownEnd());
		}
		this.handshake.retirement().remove(this);
		ClosingThread.start(() -> {
			attempt(closing);
			this.whenClosed.run();
		});
	}

	private void attempt(Closing closing) {
		try {
			closing.close();
		}
		catch (Exception ex) {
			logger.warn("Connections of a former version of '%s' could not be closed"
				.formatted(this.handshake.credential().path()), ex);
		}
	}

	/** What is left of a client that ends with a garbage collection. */
	private static final class UnknownEnd implements VersionConnections {

		@Override
		public void drain() {
			// nothing can be closed
		}

		@Override
		public int inUse() {
			return 0;
		}

		@Override
		public int cut() {
			return 0;
		}

		@Override
		public boolean isComplete() {
			return false;
		}

	}

	@FunctionalInterface
	private interface Closing {

		void close() throws Exception;

	}

}
