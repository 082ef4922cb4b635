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

package io.github.sslcredentials.handshake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of one version for one client: all connections that present it, from the moment
 * on at which another one is in force.
 * <p>
 * It may be used by several threads at once, and none of its methods blocks.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class Retirement {

	private final Set<VersionConnections> connections = ConcurrentHashMap.newKeySet();

	private volatile boolean begun;

	private volatile boolean ended;

	Retirement() {
	}

	/**
	 * Add connections. If the version is not in force any more, they are drained at once.
	 * @param connections the connections, of the version that this is the end of
	 */
	public void add(VersionConnections connections) {
		this.connections.add(connections);
		if (this.begun) {
			connections.drain();
		}
	}

	/**
	 * Remove connections, which are all closed.
	 * @param connections the connections
	 */
	public void remove(VersionConnections connections) {
		this.connections.remove(connections);
	}

	/**
	 * Begin it: another version is in force, or none.
	 */
	public void begin() {
		this.begun = true;
		drain();
	}

	/**
	 * End it: nothing is in use any more, and nothing must be from now on.
	 */
	public void end() {
		this.ended = true;
	}

	/**
	 * Return whether it has ended.
	 * @return whether nothing may begin to use the version
	 */
	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Close what has become idle.
	 */
	public void drain() {
		this.connections.forEach(VersionConnections::drain);
	}

	/**
	 * Return how many exchanges or connections are in use still.
	 * @return the number
	 */
	public int inUse() {
		return this.connections.stream().mapToInt(VersionConnections::inUse).sum();
	}

	/**
	 * Close all that is left.
	 * @return how many exchanges or connections were in use
	 */
	public int cut() {
		return this.connections.stream().mapToInt(VersionConnections::cut).sum();
	}

	/**
	 * Return whether all connections are known to be closed once none is in use.
	 * @return whether nothing idle can remain
	 */
	public boolean isComplete() {
		return this.connections.stream().allMatch(VersionConnections::isComplete);
	}

}
