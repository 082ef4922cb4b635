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
import io.github.sslcredentials.handshake.HandshakeSource;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Lets HTTP services over {@link WebClient} present the identity of the client whose name
 * their group has.
 */
final class WebClientServiceGroupConfigurer implements WebClientHttpServiceGroupConfigurer {

	private final NamedServiceGroups namedGroups;

	private final WebClients webClients;

	WebClientServiceGroupConfigurer(NamedServiceGroups namedGroups, WebClients webClients) {
		this.namedGroups = namedGroups;
		this.webClients = webClients;
	}

	@Override
	public int getOrder() {
		return NamedServiceGroups.ORDER;
	}

	@Override
	public void configureGroups(Groups<WebClient.Builder> groups) {
		groups.forEachClient((group, builder) -> {
			HandshakeSource client = this.namedGroups.client(group);
			if (client != null) {
				builder.clientConnector(this.webClients.connector(client, this.namedGroups.settings(group)));
			}
		});
	}

}
