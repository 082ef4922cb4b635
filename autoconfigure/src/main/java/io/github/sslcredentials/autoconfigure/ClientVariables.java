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
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment variables that are meant to set a property of a client. Spring Boot
 * looks for {@code SSL_CLIENTS_MY_BANK_VERIFY_HOSTNAME} and
 * {@code SSL_CLIENTS_MYBANK_VERIFYHOSTNAME} where a file has {@code my-bank}, and for no
 * other form. Without that client in a file, a name ends at its first underscore.
 */
final class ClientVariables {

	private static final String PREFIX = "SSL_CLIENTS_";

	/** A port of a Kubernetes service may have any name. */
	private static final String SERVICE_PORT = PREFIX + "SERVICE_PORT_";

	private ClientVariables() {
	}

	/**
	 * Check that each variable which is meant for one of the given clients is taken. One
	 * that switches the check of host names on must not be left out in silence.
	 */
	static void check(Iterable<ConfigurationPropertySource> sources, Collection<String> clients) {
		forEach(sources, (variable, setting) -> {
			String client = setting.client(clients);
			if (client != null && !setting.isTaken(client)) {
				throw new SslCredentialsPropertyException(ClientNames.prefix(client),
						"the environment variable '%s' has no effect on the client '%s'".formatted(variable, client),
						"Name it '%s', or remove it.".formatted(setting.names(client).get(0)));
			}
		});
	}

	/**
	 * Tell of each variable which is meant for a client that there is not.
	 * @param consumer is given the variable, and the one that would make the client
	 */
	static void unused(Iterable<ConfigurationPropertySource> sources, Collection<String> clients,
			BiConsumer<String, String> consumer) {
		forEach(sources, (variable, setting) -> {
			if (setting.client(clients) == null && !variable.startsWith(SERVICE_PORT)) {
				consumer.accept(variable, setting.names(setting.client).get(0));
			}
		});
	}

	private static void forEach(Iterable<ConfigurationPropertySource> sources, BiConsumer<String, Setting> consumer) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource environment) {
				for (String variable : environment.getPropertyNames()) {
					Setting setting = Setting.of(variable);
					if (setting != null) {
						consumer.accept(variable, setting);
					}
				}
			}
		}
	}

	/**
	 * What a variable is meant to set.
	 *
	 * @param upperCase whether the variable is in upper case
	 * @param variable the variable, in upper case
	 * @param client the letters and digits of the name of the client
	 * @param key the property of the client
	 * @param index which element of a list, with the underscore, or empty
	 */
	private record Setting(boolean upperCase, String variable, String client, String key, String index) {

		static @Nullable Setting of(String variable) {
			String upperCase = variable.toUpperCase(Locale.ROOT);
			if (!upperCase.startsWith(PREFIX)) {
				return null;
			}
			String name = upperCase.substring(PREFIX.length());
			String settled = name.replaceFirst("_[0-9]+$", "");
			String[] parts = settled.toLowerCase(Locale.ROOT).split("_", -1);
			for (int i = 1; i < parts.length; i++) {
				String key = ClientKeys.known(joined(parts, i, parts.length));
				if (key != null) {
					return new Setting(variable.equals(upperCase), upperCase, joined(parts, 0, i), key,
							name.substring(settled.length()));
				}
			}
			return null;
		}

		@Nullable String client(Collection<String> clients) {
			return clients.stream()
				.filter((name) -> ClientNames.uniform(name).equals(this.client))
				.findFirst()
				.orElse(null);
		}

		/** Spring Boot looks for an underscore instead of a dash in upper case only. */
		boolean isTaken(String client) {
			List<String> names = names(client);
			return this.upperCase ? names.contains(this.variable) : names.get(1).equals(this.variable);
		}

		/** The variables that set it, the one that reads best first. */
		List<String> names(String client) {
			return Stream
				.of(client.replace('-', '_') + "_" + this.key.replace('-', '_'),
						ClientNames.uniform(client) + "_" + this.key.replace("-", ""))
				.map((name) -> PREFIX + name.toUpperCase(Locale.ROOT) + this.index)
				.toList();
		}

		private static String joined(String[] parts, int from, int to) {
			return Arrays.stream(parts, from, to).collect(Collectors.joining());
		}

	}

}
