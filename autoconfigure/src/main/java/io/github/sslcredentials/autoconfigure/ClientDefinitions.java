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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * Makes clients of the properties: what a named client does not set, it inherits from the
 * top level.
 */
final class ClientDefinitions {

	private static final String PAIRS = "Write pairs of a kind and an id, ancestors first, such as 'Employee/asalieri/Address/1'.";

	private static final String VARIABLE = "Write the whole path. Where the id is known only at run time, ask SslClients or SslCredentials for the path.";

	private final SslCredentialsProperties properties;

	private final CaCertificates caCertificates;

	private final TlsParameters tlsParameters = new TlsParameters();

	ClientDefinitions(SslCredentialsProperties properties, CaCertificates caCertificates) {
		this.properties = properties;
		this.caCertificates = caCertificates;
	}

	/**
	 * Return the settings of the top level, which are also those of identities that are
	 * known by their path only.
	 */
	HandshakeSettings defaults() {
		return settings(SslCredentialsProperties.PREFIX, this.properties);
	}

	@Nullable ClientDefinition topLevel(HandshakeRegistry handshakes) {
		return StringUtils.hasText(this.properties.getCredential())
				? definition(SslCredentialsProperties.PREFIX, this.properties, handshakes) : null;
	}

	Map<String, ClientDefinition> named(HandshakeRegistry handshakes) {
		Map<String, ClientDefinition> definitions = new LinkedHashMap<>();
		this.properties.getClients()
			.forEach((name, client) -> definitions.put(name, definition(ClientNames.prefix(name), client, handshakes)));
		return definitions;
	}

	private ClientDefinition definition(String prefix, SslCredentialsClientProperties client,
			HandshakeRegistry handshakes) {
		CredentialPath path = path(prefix, client);
		HandshakeSettings settings = settings(prefix, client);
		boolean failFast = Boolean.TRUE.equals(inherited(client, SslCredentialsClientProperties::getFailFast));
		return new ClientDefinition(prefix, path, settings, failFast, handshakes.client(path, settings),
				handshakes.server(path, settings));
	}

	private CredentialPath path(String prefix, SslCredentialsClientProperties client) {
		String path = inherited(client, SslCredentialsClientProperties::getCredential);
		if (!StringUtils.hasText(path)) {
			throw new SslCredentialsPropertyException(prefix + ".credential", "the client has no credential",
					"Set the property to the path of a credential, such as 'Employee/asalieri/Address/1'.");
		}
		try {
			return CredentialPath.parse(path);
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(
					property(prefix, client, "credential", SslCredentialsClientProperties::getCredential),
					String.valueOf(ex.getMessage()), (path.indexOf('{') >= 0) ? VARIABLE : PAIRS, ex);
		}
	}

	private HandshakeSettings settings(String prefix, SslCredentialsClientProperties client) {
		List<String> protocols = protocols(prefix, client);
		return new HandshakeSettings(prefix, hosts(prefix, client), trustAnchors(prefix, client),
				!Boolean.FALSE.equals(inherited(client, SslCredentialsClientProperties::getVerifyHostname)),
				serverName(prefix, client), protocols, ciphers(prefix, client, protocols),
				drainTimeout(prefix, client));
	}

	private Duration drainTimeout(String prefix, SslCredentialsClientProperties client) {
		Duration timeout = inherited(client, SslCredentialsClientProperties::getDrainTimeout);
		if (timeout != null && timeout.isNegative()) {
			throw new SslCredentialsPropertyException(
					property(prefix, client, "drain-timeout", SslCredentialsClientProperties::getDrainTimeout),
					"'%s' is no time to wait".formatted(DurationStyle.SIMPLE.print(timeout)),
					"Set a duration, such as '30s', or '0s' to cut connections at once.");
		}
		return (timeout != null) ? timeout : HandshakeSettings.DRAIN_TIMEOUT;
	}

	private TrustAnchors trustAnchors(String prefix, SslCredentialsClientProperties client) {
		List<String> locations = inherited(client, SslCredentialsClientProperties::getCaCertificates);
		return this.caCertificates.trustAnchors(
				property(prefix, client, "ca-certificates", SslCredentialsClientProperties::getCaCertificates),
				(locations != null) ? locations : List.of("system"));
	}

	private List<String> protocols(String prefix, SslCredentialsClientProperties client) {
		return this.tlsParameters.protocols(
				property(prefix, client, "enabled-protocols", SslCredentialsClientProperties::getEnabledProtocols),
				listed(prefix, client, "enabled-protocols", SslCredentialsClientProperties::getEnabledProtocols));
	}

	private List<String> ciphers(String prefix, SslCredentialsClientProperties client, List<String> protocols) {
		return this.tlsParameters.ciphers(
				property(prefix, client, "ciphers", SslCredentialsClientProperties::getCiphers),
				listed(prefix, client, "ciphers", SslCredentialsClientProperties::getCiphers), protocols);
	}

	private AllowedHosts hosts(String prefix, SslCredentialsClientProperties client) {
		try {
			return AllowedHosts.of(listed(prefix, client, "hosts", SslCredentialsClientProperties::getHosts));
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(
					property(prefix, client, "hosts", SslCredentialsClientProperties::getHosts),
					String.valueOf(ex.getMessage()),
					"List hosts as in 'api.bank.example', '*.bank.example' or '192.0.2.1'.", ex);
		}
	}

	private @Nullable String serverName(String prefix, SslCredentialsClientProperties client) {
		String serverName = inherited(client, SslCredentialsClientProperties::getServerName);
		if (!StringUtils.hasText(serverName)) {
			return null;
		}
		if (!isHost(serverName)) {
			throw new SslCredentialsPropertyException(
					property(prefix, client, "server-name", SslCredentialsClientProperties::getServerName),
					"'%s' is neither a host name nor an IP address, without scheme and port".formatted(serverName),
					"Write the name that the certificate of the peer is for, such as 'api.bank.example'.");
		}
		return serverName.strip();
	}

	private static boolean isHost(String name) {
		try {
			AllowedHosts.of(List.of(name));
			return name.indexOf('*') < 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * A list that is set to nothing would mean anything, also where the top level does
	 * not.
	 */
	private List<String> listed(String prefix, SslCredentialsClientProperties client, String name,
			Function<SslCredentialsClientProperties, @Nullable List<String>> getter) {
		List<String> list = inherited(client, getter);
		if (list != null && list.isEmpty()) {
			throw new SslCredentialsPropertyException(property(prefix, client, name, getter),
					"the list is set, but empty",
					"List at least one, or remove the property for what is inherited or the default.");
		}
		return (list != null) ? list : List.of();
	}

	private <T> @Nullable T inherited(SslCredentialsClientProperties client,
			Function<SslCredentialsClientProperties, @Nullable T> getter) {
		T value = getter.apply(client);
		return (value != null) ? value : getter.apply(this.properties);
	}

	/** The property that has the value: that of the client, or the one it inherits. */
	private static String property(String prefix, SslCredentialsClientProperties client, String name,
			Function<SslCredentialsClientProperties, ? extends @Nullable Object> getter) {
		return ((getter.apply(client) != null) ? prefix : SslCredentialsProperties.PREFIX) + "." + name;
	}

}
