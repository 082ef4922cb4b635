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
 * Closes what may wait for its peer while it is closed, such as a TLS connection, on a
 * thread of its own. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class ClosingThread {

	private ClosingThread() {
	}

	/**
	 * Start to close.
	 * @param closing closes, and throws nothing
	 */
	public static void start(Runnable closing) {
		Thread thread = new Thread(closing, "ssl-credentials-closing");
		thread.setDaemon(true);
		thread.start();
	}

}
