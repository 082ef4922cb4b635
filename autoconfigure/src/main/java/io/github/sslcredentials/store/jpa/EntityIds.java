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

package io.github.sslcredentials.store.jpa;

import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Converts the ids of a path to the types of entities' ids. Each id has one canonical
 * text: {@code 1}, not {@code 01} or {@code +1}.
 *
 * @author SSL Credentials contributors
 */
final class EntityIds {

	private static final Map<Class<?>, Function<String, Object>> CONVERTERS = Map.of(String.class, (text) -> text,
			Long.class, Long::valueOf, Integer.class, Integer::valueOf, Short.class, Short::valueOf, BigInteger.class,
			BigInteger::new, UUID.class, UUID::fromString);

	private EntityIds() {
	}

	static boolean supports(Class<?> type) {
		return CONVERTERS.containsKey(type);
	}

	/**
	 * Return the id of the given type, or {@code null} if the text is not the canonical
	 * text of one.
	 */
	static @Nullable Object convert(String text, Class<?> type) {
		Function<String, Object> converter = CONVERTERS.get(type);
		if (converter == null) {
			throw new IllegalArgumentException("Id of type '%s' is not supported".formatted(type.getName()));
		}
		try {
			Object id = converter.apply(text);
			return id.toString().equals(text) ? id : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
