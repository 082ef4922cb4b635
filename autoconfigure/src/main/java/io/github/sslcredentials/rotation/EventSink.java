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

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Hands events to listeners of the application, of which none may hold up a rotation by
 * what it throws.
 */
final class EventSink {

	private static final Log logger = LogFactory.getLog(EventSink.class);

	private final Consumer<Object> listener;

	EventSink(Consumer<Object> listener) {
		this.listener = listener;
	}

	void publish(Object event) {
		try {
			this.listener.accept(event);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener has failed on %s".formatted(event), ex);
		}
	}

}
