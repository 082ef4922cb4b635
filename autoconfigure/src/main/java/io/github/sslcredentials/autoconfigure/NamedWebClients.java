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

import io.github.sslcredentials.client.WebClients;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the {@link WebClient} of a named client.
 */
final class NamedWebClients {

	static final String BEAN_NAME = "sslCredentialsNamedWebClients";

	private final ConfiguredClients clients;

	private final WebClients webClients;

	NamedWebClients(ConfiguredClients clients, WebClients webClients) {
		this.clients = clients;
		this.webClients = webClients;
	}

	WebClient create(String name) {
		return this.webClients.create(this.clients.named(name));
	}

	static final class Registrar extends NamedClientRegistrar {

		Registrar() {
			super(WebClient.class, BEAN_NAME);
		}

	}

}
