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

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * Closes all, also where one cannot be closed.
 */
final class Shutdown {

	private Shutdown() {
	}

	/**
	 * Close all.
	 * @param all what to close
	 * @throws Exception what the first one that fails has thrown
	 */
	static void of(Collection<? extends DisposableBean> all) throws Exception {
		Exception failure = null;
		for (DisposableBean each : all) {
			failure = destroy(each, failure);
		}
		if (failure != null) {
			throw failure;
		}
	}

	private static @Nullable Exception destroy(DisposableBean bean, @Nullable Exception earlier) {
		try {
			bean.destroy();
			return earlier;
		}
		catch (Exception ex) {
			if (earlier == null) {
				return ex;
			}
			earlier.addSuppressed(ex);
			return earlier;
		}
	}

}
