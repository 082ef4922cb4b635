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

import org.springframework.beans.factory.DisposableBean;

/**
 * What the client of one version has opened, above all its connections.
 */
interface VersionResources extends DisposableBean {

	/**
	 * Close all, when nothing is in use any more. It may wait.
	 */
	@Override
	void destroy() throws Exception;

	/**
	 * Close all, what is in use too. It may wait.
	 * @throws Exception if that fails
	 */
	default void abort() throws Exception {
		destroy();
	}

	/**
	 * Return whether idle connections can be closed while others are in use.
	 * @return whether {@link #closeIdle()} does something
	 */
	default boolean canCloseIdle() {
		return false;
	}

	/**
	 * Close the connections that are not in use. It may wait.
	 */
	default void closeIdle() {
	}

	/**
	 * Return whether {@link #destroy()} closes the connections.
	 * @return whether none remains
	 */
	default boolean canBeClosed() {
		return true;
	}

}
