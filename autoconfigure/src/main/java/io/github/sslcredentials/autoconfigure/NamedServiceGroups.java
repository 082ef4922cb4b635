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

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.core.Ordered;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * HTTP service groups that have the name of a client, whose identity their interfaces
 * present. One that names a bundle of its own is left as it is.
 */
final class NamedServiceGroups {

	/** After the customizers, one of which is Boot's own and sets how to connect. */
	static final int ORDER = Ordered.LOWEST_PRECEDENCE - 10;

	private final ConfiguredClients clients;

	private final HttpServiceClientProperties properties;

	private final @Nullable HttpClientSettings settings;

	NamedServiceGroups(ConfiguredClients clients, HttpServiceClientProperties properties,
			@Nullable HttpClientSettings settings) {
		this.clients = clients;
		this.properties = properties;
		this.settings = settings;
	}

	/**
	 * Return the handshake of the client with the name of a group.
	 * @param group the group
	 * @return the handshake, or {@code null} if there is none
	 */
	@Nullable HandshakeSource client(HttpServiceGroup group) {
		HttpClientProperties properties = this.properties.get(group.name());
		boolean ownBundle = properties != null && properties.getSsl() != null
				&& properties.getSsl().getBundle() != null;
		return ownBundle ? null : this.clients.find(group.name());
	}

	/**
	 * Return the settings of a group, as Spring Boot finds them.
	 */
	HttpClientSettings settings(HttpServiceGroup group) {
		return new HttpClientSettingsPropertyMapper(null, this.settings).map(this.properties.get(group.name()));
	}

}
