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

/**
 * One exchange's use of the client of a version, which is not closed before it has ended.
 *
 * @param <C> the type of client
 */
final class VersionLease<C extends VersionResources> {

	private final LeasedVersion<C> version;

	private final AtomicBoolean ended = new AtomicBoolean();

	VersionLease(LeasedVersion<C> version) {
		this.version = version;
	}

	C client() {
		return this.version.client();
	}

	/**
	 * End the use. To do so again has no effect.
	 */
	void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.version.giveBack();
		}
	}

}
