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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the configuration.
 */
final class ConfiguredClients {

	private final @Nullable ClientDefinition topLevel;

	private final Map<String, ClientDefinition> named;

	ConfiguredClients(@Nullable ClientDefinition topLevel, Map<String, ClientDefinition> named) {
		this.topLevel = topLevel;
		this.named = named;
	}

	HandshakeSource topLevel() {
		if (this.topLevel == null) {
			throw new SslCredentialsPropertyException(SslCredentialsProperties.PREFIX + ".credential",
					"the path is empty",
					"Set the property to the path of a credential, such as 'Employee/asalieri/Address/1', or remove it.");
		}
		return this.topLevel.handshake();
	}

	@Nullable HandshakeSource find(String name) {
		ClientDefinition definition = this.named.get(name);
		return (definition != null) ? definition.handshake() : null;
	}

	HandshakeSource named(String name) {
		return definition(name).handshake();
	}

	/**
	 * Return the names of the named clients that present the given credential.
	 */
	List<String> names(CredentialPath path) {
		return this.named.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().path().equals(path))
			.map(Map.Entry::getKey)
			.toList();
	}

	ClientDefinition definition(String name) {
		ClientDefinition definition = this.named.get(name);
		if (definition == null) {
			throw new IllegalArgumentException(
					"There is no client '%s' in 'ssl.clients', only %s".formatted(name, this.named.keySet()));
		}
		return definition;
	}

	Collection<ClientDefinition> all() {
		Map<String, ClientDefinition> all = new LinkedHashMap<>();
		if (this.topLevel != null) {
			all.put(this.topLevel.prefix(), this.topLevel);
		}
		this.named.values().forEach((definition) -> all.put(definition.prefix(), definition));
		return all.values();
	}

}
