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

package io.github.sslcredentials.rotation;

import java.net.URI;

import io.github.sslcredentials.handshake.HandshakeSource;

/**
 * How an application makes its calls with an identity.
 */
interface WayIn {

	Caller open(RotatingApplication application, HandshakeSource source);

	/**
	 * Whether connections are kept by somebody whom we do not know: we close those that
	 * are idle, a moment after the last answer has been read.
	 */
	default boolean isForeignPool() {
		return false;
	}

	/**
	 * Whether the TCP connection is open before we are asked for a handshake.
	 */
	default boolean connectsBeforeItAsks() {
		return false;
	}

	/**
	 * Whether a client checks host names itself even where we are told not to.
	 */
	default boolean isAlwaysStrict() {
		return false;
	}

	/**
	 * Makes one call and reads the answer.
	 */
	@FunctionalInterface
	interface Caller {

		void call(String method, URI uri) throws Exception;

	}

}
