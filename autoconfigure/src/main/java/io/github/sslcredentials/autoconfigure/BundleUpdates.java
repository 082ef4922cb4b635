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

import io.github.sslcredentials.CredentialRotatedEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Tells those who hold a bundle that its credential is another one: the web servers, the
 * meters, and handlers of the application. What one of them throws is said, and holds up
 * no other bundle.
 */
final class BundleUpdates implements ApplicationListener<PayloadApplicationEvent<CredentialRotatedEvent>> {

	private static final Log logger = LogFactory.getLog(BundleUpdates.class);

	private final ObjectProvider<SslBundleRegistry> registry;

	private final ObjectProvider<ConfiguredClients> clients;

	private final CredentialBundleRegistrar registrar;

	BundleUpdates(ObjectProvider<SslBundleRegistry> registry, ObjectProvider<ConfiguredClients> clients,
			CredentialBundleRegistrar registrar) {
		this.registry = registry;
		this.clients = clients;
		this.registrar = registrar;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<CredentialRotatedEvent> event) {
		CredentialRotatedEvent rotated = event.getPayload();
		for (String name : this.clients.getObject().names(rotated.path())) {
			this.registry.ifAvailable((bundles) -> update(bundles, name));
		}
	}

	private void update(SslBundleRegistry bundles, String name) {
		try {
			bundles.updateBundle(name, this.registrar.bundle(name));
		}
		catch (RuntimeException ex) {
			logger.error(
					"Bundle '%s' has another credential, and one of those who hold it could not take it up; it may go on with the one before"
						.formatted(name),
					ex);
		}
	}

}
