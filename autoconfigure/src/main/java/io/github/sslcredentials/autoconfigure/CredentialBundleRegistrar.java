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

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.sslcredentials.bundle.BundleHandshakes;
import io.github.sslcredentials.bundle.CredentialSslBundle;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Registers each named client as a bundle, after all others, and replaces none: which of
 * two identities a connection has must not depend on an order. It makes no bean, since
 * bundles are registered before there is a store.
 */
final class CredentialBundleRegistrar implements SslBundleRegistrar, Ordered {

	private static final String BUNDLES = "spring.ssl.bundle";

	private final Environment environment;

	private final Function<String, BundleHandshakes> handshakes;

	private final boolean webServer;

	CredentialBundleRegistrar(Environment environment, Function<String, BundleHandshakes> handshakes,
			boolean webServer) {
		this.environment = environment;
		this.handshakes = handshakes;
		this.webServer = webServer;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void registerBundles(SslBundleRegistry registry) {
		ServerBundles servers = ServerBundles.of(this.environment);
		for (String name : ClientNames.of(this.environment)) {
			checkProperties(name);
			checkRegistered(name, registry);
			registry.registerBundle(name, bundle(name, servers));
		}
	}

	/**
	 * Make the bundle of a client anew.
	 */
	SslBundle bundle(String name) {
		return bundle(name, ServerBundles.of(this.environment));
	}

	private SslBundle bundle(String name, ServerBundles servers) {
		BundleHandshakes handshakes = this.handshakes.apply(name);
		if (!servers.contains(name)) {
			return CredentialSslBundle.ofClient(name, handshakes);
		}
		return this.webServer ? CredentialSslBundle.ofServer(name, handshakes)
				: CredentialSslBundle.ofServerWithoutStores(name, handshakes);
	}

	private void checkProperties(String name) {
		for (String type : List.of("pem", "jks")) {
			String prefix = BUNDLES + "." + type;
			Map<String, Object> bundles = Binder.get(this.environment)
				.bind(prefix, Bindable.mapOf(String.class, Object.class))
				.orElseGet(Map::of);
			if (bundles.containsKey(name)) {
				throw new SslCredentialsPropertyException(ClientNames.prefix(name),
						"there is a bundle of the same name under '%s.%s'".formatted(prefix, name),
						"Each client of 'ssl.clients' is a bundle under its name. Rename the client or the bundle, or remove one of them.");
			}
		}
	}

	private static void checkRegistered(String name, SslBundleRegistry registry) {
		if (registry instanceof SslBundles bundles && bundles.getBundleNames().contains(name)) {
			throw new SslCredentialsPropertyException(ClientNames.prefix(name),
					"the application has registered a bundle '%s' of its own".formatted(name),
					"Each client of 'ssl.clients' is a bundle under its name. Rename the client, or the bundle that an SslBundleRegistrar of the application registers.");
		}
	}

}
