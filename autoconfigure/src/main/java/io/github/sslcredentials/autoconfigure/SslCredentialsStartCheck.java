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
import java.util.Map;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.handshake.HandshakeSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says at start what cannot become right later: paths that no repository can answer, and,
 * for clients that are to fail fast, credentials that cannot be used. Warns of settings
 * that leave out a check.
 */
final class SslCredentialsStartCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SslCredentialsStartCheck.class);

	private final ConfiguredClients clients;

	private final HandshakeSettings defaults;

	private final ServerBundles servers;

	private final OrderedRepositories repositories;

	private final ObjectProvider<PathCheck> pathChecks;

	SslCredentialsStartCheck(ConfiguredClients clients, HandshakeSettings defaults, ServerBundles servers,
			OrderedRepositories repositories, ObjectProvider<PathCheck> pathChecks) {
		this.clients = clients;
		this.defaults = defaults;
		this.servers = servers;
		this.repositories = repositories;
		this.pathChecks = pathChecks;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (ClientDefinition client : this.clients.all()) {
			check(client);
			if (client.settings().hosts().isAny() && !this.servers.isOne(client)) {
				logger.warn("'%s.hosts' is not set: the identity '%s' is offered to any host that is called"
					.formatted(client.prefix(), client.path()));
			}
		}
		warnOfUnverifiedHosts();
		for (ClientDefinition client : this.clients.all()) {
			if (client.failFast()) {
				(this.servers.isOne(client) ? client.server() : client.handshake()).current();
			}
		}
	}

	/** Those of the top level are in force at run time without any client, too. */
	private void warnOfUnverifiedHosts() {
		Map<String, HandshakeSettings> settings = new LinkedHashMap<>();
		settings.put(SslCredentialsProperties.PREFIX, this.defaults);
		this.clients.all().forEach((client) -> settings.put(client.prefix(), client.settings()));
		settings.forEach((prefix, handshake) -> {
			if (!handshake.verifyHostname()) {
				logger.warn(
						"'%s.verify-hostname' is false: whoever has a certificate that is trusted can pose as the host"
							.formatted(prefix));
			}
		});
	}

	private void check(ClientDefinition client) {
		Map<String, CredentialRepository> candidates = this.repositories.get();
		if (candidates.isEmpty()) {
			throw new SslCredentialsPropertyException(client.prefix() + ".credential",
					"there is no repository to ask for '%s'".formatted(client.path()),
					"Add JPA and an entity that implements CredentialEntity, set 'ssl.store.jdbc.enabled' to true for the shipped table, or define a bean of type CredentialRepository.");
		}
		this.pathChecks.forEach((check) -> candidates.values()
			.forEach((repository) -> check.check(client.path(), repository, candidates.size() == 1)));
	}

}
