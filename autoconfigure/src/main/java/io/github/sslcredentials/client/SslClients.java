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

package io.github.sslcredentials.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * HTTP clients for identities that are known only at run time, with the settings of the
 * top level of {@code ssl.*}. A client is made when it is first asked for, and is the
 * same one afterwards. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class SslClients {

	private final HandshakeRegistry handshakes;

	private final RestClients restClients;

	private final @Nullable RestTemplates restTemplates;

	private final Map<CredentialPath, RestClient> restClientByPath = new ConcurrentHashMap<>();

	private final Map<CredentialPath, RestTemplate> restTemplateByPath = new ConcurrentHashMap<>();

	/**
	 * Create clients.
	 * @param handshakes hands out the handshakes of identities
	 * @param restClients makes clients
	 * @param restTemplates makes templates, or {@code null} where there are none
	 */
	public SslClients(HandshakeRegistry handshakes, RestClients restClients, @Nullable RestTemplates restTemplates) {
		this.handshakes = handshakes;
		this.restClients = restClients;
		this.restTemplates = restTemplates;
	}

	/**
	 * Return the client that presents the credential under the given path.
	 * @param path the path
	 * @return the client
	 * @throws CredentialException if there is no credential that can be used
	 */
	public RestClient restClient(CredentialPath path) {
		HandshakeSource source = usable(path);
		return sameOrNew(this.restClientByPath, path, () -> this.restClients.create(source));
	}

	/**
	 * Return the template that presents the credential under the given path.
	 * @param path the path
	 * @return the template
	 * @throws CredentialException if there is no credential that can be used
	 * @throws IllegalStateException if the application has no {@code RestTemplateBuilder}
	 */
	public RestTemplate restTemplate(CredentialPath path) {
		RestTemplates templates = this.restTemplates;
		if (templates == null) {
			throw new IllegalStateException("There is no RestTemplateBuilder on the class path");
		}
		HandshakeSource source = usable(path);
		return sameOrNew(this.restTemplateByPath, path, () -> templates.create(source));
	}

	/**
	 * Customizers of the application take part in the making, and may ask for other
	 * clients: it is done outside the lock of the map. A client that was made in vain has
	 * opened nothing yet.
	 */
	private static <T> T sameOrNew(Map<CredentialPath, T> clients, CredentialPath path, Supplier<T> maker) {
		T client = clients.get(path);
		if (client != null) {
			return client;
		}
		T made = maker.get();
		T earlier = clients.putIfAbsent(path, made);
		return (earlier != null) ? earlier : made;
	}

	/** Only what exists gets a client, so that hostile paths cannot fill the maps. */
	private HandshakeSource usable(CredentialPath path) {
		HandshakeSource source = this.handshakes.client(path);
		source.current();
		return source;
	}

}
