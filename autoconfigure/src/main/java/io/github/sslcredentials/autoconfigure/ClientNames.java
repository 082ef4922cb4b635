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

package io.github.sslcredentials.autoconfigure;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The names of the named clients. Names of properties are compared by their letters and
 * digits only, and without case: {@code my-bank}, {@code my_bank} and {@code mybank}
 * would be one client in one place and several in another.
 */
final class ClientNames {

	static final String CLIENTS = SslCredentialsProperties.PREFIX + ".clients";

	private ClientNames() {
	}

	static Collection<String> of(Environment environment) {
		ClientKeys.check(ConfigurationPropertySources.get(environment));
		Collection<String> names = Binder.get(environment)
			.bind(CLIENTS, Bindable.mapOf(String.class, SslCredentialsClientProperties.class),
					new ClientBindHandler(BindHandler.DEFAULT))
			.orElseGet(Map::of)
			.keySet();
		check(names);
		ClientVariables.check(ConfigurationPropertySources.get(environment), names);
		return names;
	}

	static String prefix(String name) {
		return CLIENTS + "." + name;
	}

	/**
	 * Return the letters and digits of a name.
	 */
	static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private static void check(Collection<String> names) {
		Map<String, String> known = new HashMap<>();
		for (String name : names) {
			String other = known.put(uniform(name), name);
			if (other != null) {
				throw new SslCredentialsPropertyException(prefix(name),
						"the client '%s' has the same name as '%s', but for case and characters other than a-z and 0-9"
							.formatted(name, other),
						"Give the two clients names that differ in more. If one is meant to be set by an environment variable, name it in lower case, with letters and digits only.");
			}
		}
	}

}
