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

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties that are set below {@code ssl.clients}. Others write into the
 * environment, too: Kubernetes puts {@code SSL_CLIENTS_PORT} there for a service that is
 * named {@code ssl-clients}. What is no property of a client is left alone there.
 * Anywhere else it is a mistake: a misspelt {@code ca-certificates} would leave a client
 * with what it inherits, and more trust than was meant.
 */
final class ClientKeys {

	private static final ConfigurationPropertyName CLIENTS = ConfigurationPropertyName.of(ClientNames.CLIENTS);

	private static final int NAME_LENGTH = CLIENTS.getNumberOfElements() + 1;

	/** The known keys by their letters. */
	private static final Map<String, String> KNOWN = Arrays
		.stream(BeanUtils.getPropertyDescriptors(SslCredentialsClientProperties.class))
		.filter((property) -> property.getWriteMethod() != null)
		.map((property) -> DataObjectPropertyName.toDashedForm(property.getName()))
		.collect(Collectors.toMap((key) -> key.replace("-", ""), (key) -> key, (key, same) -> key, TreeMap::new));

	/** What the variables of the environment can set. */
	private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-]+");

	private ClientKeys() {
	}

	/**
	 * Check that no source but the environment sets what is no property of a client.
	 */
	static void check(Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (!isEnvironment(source)) {
				names(source).filter(CLIENTS::isAncestorOf).forEach(ClientKeys::check);
			}
		}
	}

	/**
	 * Return whether a source means the client of the given name.
	 */
	static boolean isMeant(ConfigurationPropertyName client, Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			boolean meant = isEnvironment(source)
					? names(source).anyMatch((name) -> client.isAncestorOf(name) && isKnownVariable(name))
					: source.getConfigurationProperty(client) != null
							|| source.containsDescendantOf(client) == ConfigurationPropertyState.PRESENT;
			if (meant) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a client is that of a file under a name which Spring Boot takes for
	 * the same: what is set in the environment is set for that one.
	 */
	static boolean isTwin(ConfigurationPropertyName client, Iterable<ConfigurationPropertySource> sources) {
		String name = client.getLastElement(Form.ORIGINAL);
		boolean twin = false;
		for (ConfigurationPropertySource source : sources) {
			if (!isEnvironment(source)) {
				Set<String> same = names(source).filter(client::isAncestorOf)
					.map((descendant) -> descendant.getElement(NAME_LENGTH - 1, Form.ORIGINAL))
					.collect(Collectors.toSet());
				if (same.contains(name)) {
					return false;
				}
				twin |= same.stream().anyMatch((other) -> SIMPLE.matcher(other).matches());
			}
		}
		return twin;
	}

	/**
	 * Return the property of a client that has the given letters.
	 */
	static @Nullable String known(String letters) {
		return KNOWN.get(letters);
	}

	static boolean isClient(ConfigurationPropertyName name) {
		return CLIENTS.isParentOf(name);
	}

	private static void check(ConfigurationPropertyName name) {
		int length = name.getNumberOfElements();
		if (length == NAME_LENGTH) {
			throw new SslCredentialsPropertyException(name.toString(), "a client has properties, but no value",
					"Set one of its properties, such as '%s.credential', or remove it.".formatted(name));
		}
		boolean isOne = length == NAME_LENGTH + 1 || (length == NAME_LENGTH + 2 && name.isNumericIndex(length - 1));
		if (!isOne || !KNOWN.containsKey(name.getElement(NAME_LENGTH, Form.UNIFORM))) {
			throw new SslCredentialsPropertyException(name.toString(), "a client has no such property",
					"Correct it to one of %s."
						.formatted(KNOWN.values().stream().map("'%s'"::formatted).collect(Collectors.joining(", "))));
		}
	}

	/** A variable has an underscore also for the dash of {@code verify-hostname}. */
	private static boolean isKnownVariable(ConfigurationPropertyName name) {
		return KNOWN.containsKey(IntStream.range(NAME_LENGTH, name.getNumberOfElements())
			.filter((i) -> !name.isNumericIndex(i))
			.mapToObj((i) -> name.getElement(i, Form.UNIFORM))
			.collect(Collectors.joining()));
	}

	private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource iterable) ? iterable.stream() : Stream.empty();
	}

	static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

}
