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

/**
 * The connections that one client, or one factory of sockets, has with one version of a
 * credential. It is told when that version is not in force any more.
 * <p>
 * Implementations are used by several threads at once, and none of their methods blocks.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface VersionConnections {

	/**
	 * Begin no exchange any more, close what is idle, and close each connection that is
	 * in use when its exchange has ended. It is called again from time to time.
	 */
	void drain();

	/**
	 * Return how many exchanges or connections are in use still.
	 * @return the number, 0 if all are closed or will be by themselves
	 */
	int inUse();

	/**
	 * Close all that is left.
	 * @return how many exchanges or connections were in use, and are cut
	 */
	int cut();

	/**
	 * Return whether all connections are known to be closed once none is in use.
	 * @return whether nothing idle can remain
	 */
	default boolean isComplete() {
		return true;
	}

}
