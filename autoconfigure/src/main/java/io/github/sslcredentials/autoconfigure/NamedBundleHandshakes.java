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

import java.util.function.Supplier;

import io.github.sslcredentials.bundle.BundleHandshakes;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the handshakes of a named client once its bundle is used.
 */
final class NamedBundleHandshakes implements BundleHandshakes {

	private final String name;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Supplier<ConfiguredClients> clients;

	NamedBundleHandshakes(String name, ConfigurableListableBeanFactory beanFactory) {
		this.name = name;
		this.beanFactory = beanFactory;
		this.clients = () -> beanFactory.getBean(SslCredentialsAutoConfiguration.CONFIGURED_CLIENTS,
				ConfiguredClients.class);
	}

	@Override
	public HandshakeSource client() {
		return definition().handshake();
	}

	@Override
	public HandshakeSource server() {
		return definition().server();
	}

	@Override
	public @Nullable HandshakeContext published() {
		if (!this.beanFactory.containsSingleton(SslCredentialsAutoConfiguration.CONFIGURED_CLIENTS)) {
			return null;
		}
		HandshakeContext server = server().published();
		return (server != null) ? server : client().published();
	}

	private ClientDefinition definition() {
		return this.clients.get().definition(this.name);
	}

}
