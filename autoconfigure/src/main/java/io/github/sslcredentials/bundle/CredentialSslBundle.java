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

package io.github.sslcredentials.bundle;

import java.util.List;

import io.github.sslcredentials.handshake.HandshakeSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * A client of the configuration as a bundle. Nothing of it is read before it is used: the
 * credential with the first connection, or, for the bundle of a server, when the server
 * is made. May be used by several threads at once.
 * <p>
 * Its context is the same object on each call, since connections are pooled by it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialSslBundle implements SslBundle {

	private final String name;

	private final BundleHandshakes handshakes;

	private final SslManagerBundle managers;

	private final SslStoreBundle stores;

	private CredentialSslBundle(String name, BundleHandshakes handshakes, SslManagerBundle managers,
			SslStoreBundle stores) {
		this.name = name;
		this.handshakes = handshakes;
		this.managers = managers;
		this.stores = stores;
	}

	/**
	 * Return the bundle of a client.
	 * @param name the name of the client
	 * @param handshakes where to find its handshakes
	 * @return the bundle, whose stores never read the credential and never throw
	 */
	public static CredentialSslBundle ofClient(String name, BundleHandshakes handshakes) {
		return new CredentialSslBundle(name, handshakes, new CredentialManagers(handshakes),
				new ClientStores(handshakes));
	}

	/**
	 * Return the bundle of a server, which may be used by clients, too.
	 * @param name the name of the client of the configuration
	 * @param handshakes where to find its handshakes
	 * @return the bundle, whose stores and managers read the credential when they are
	 * asked for
	 */
	public static CredentialSslBundle ofServer(String name, BundleHandshakes handshakes) {
		ServerHandshake server = new ServerHandshake(name, handshakes);
		return new CredentialSslBundle(name, handshakes, new ServerManagers(handshakes, server),
				new ServerStores(server));
	}

	/**
	 * Return the bundle of a server in an application that may not start it: such as a
	 * command of an application whose server takes its managers later, or never.
	 * @param name the name of the client of the configuration
	 * @param handshakes where to find its handshakes
	 * @return the bundle, whose managers read the credential when they are asked for, but
	 * not its stores
	 */
	public static CredentialSslBundle ofServerWithoutStores(String name, BundleHandshakes handshakes) {
		return new CredentialSslBundle(name, handshakes,
				new ServerManagers(handshakes, new ServerHandshake(name, handshakes)), new ClientStores(handshakes));
	}

	@Override
	public SslStoreBundle getStores() {
		return this.stores;
	}

	@Override
	public SslBundleKey getKey() {
		return SslBundleKey.NONE;
	}

	@Override
	public SslOptions getOptions() {
		HandshakeSettings settings = this.handshakes.client().settings();
		return SslOptions.of(array(settings.ciphers()), array(settings.enabledProtocols()));
	}

	@Override
	public String getProtocol() {
		return DEFAULT_PROTOCOL;
	}

	@Override
	public SslManagerBundle getManagers() {
		return this.managers;
	}

	@Override
	public String toString() {
		return "CredentialSslBundle[name=%s]".formatted(this.name);
	}

	private static String @Nullable [] array(List<String> list) {
		return list.isEmpty() ? null : list.toArray(String[]::new);
	}

}
