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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The bundles that servers of the application take.
 */
final class ServerBundles {

	private static final List<String> SERVERS = List.of("server.ssl", "management.server.ssl",
			"spring.rsocket.server.ssl", "spring.grpc.server.ssl");

	private final Map<String, String> properties;

	private ServerBundles(Map<String, String> properties) {
		this.properties = properties;
	}

	static ServerBundles of(Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, String> properties = new LinkedHashMap<>();
		for (String server : SERVERS) {
			if (binder.bind(server + ".enabled", Boolean.class).orElse(true)) {
				add(properties, server + ".bundle", binder.bind(server + ".bundle", String.class).orElse(""));
				List<ServerName> names = binder.bind(server + ".server-name-bundles", Bindable.listOf(ServerName.class))
					.orElseGet(List::of);
				names.forEach((name) -> add(properties, server + ".server-name-bundles", name.bundle()));
			}
		}
		return new ServerBundles(properties);
	}

	/**
	 * Return whether a server takes the bundle.
	 */
	boolean contains(String bundle) {
		return this.properties.containsKey(bundle);
	}

	/**
	 * Return whether a server takes the bundle of the client.
	 */
	boolean isOne(ClientDefinition client) {
		return this.properties.keySet().stream().anyMatch((name) -> ClientNames.prefix(name).equals(client.prefix()));
	}

	/**
	 * Return the property by which a server takes the bundle.
	 */
	@Nullable String property(String bundle) {
		return this.properties.get(bundle);
	}

	private static void add(Map<String, String> properties, String property, @Nullable String bundle) {
		if (StringUtils.hasText(bundle)) {
			properties.putIfAbsent(bundle, property);
		}
	}

	/**
	 * A bundle for clients that call the server by a name.
	 *
	 * @param bundle the name of the bundle
	 */
	record ServerName(@Nullable String bundle) {
	}

}
