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

package io.github.sslcredentials.actuate;

import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says how the shipped table is encrypted. It does not ask the database: an instance goes
 * on with the credentials that it has while that is down.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialStoreHealthIndicator extends AbstractHealthIndicator {

	private final EncryptionKeys keys;

	private final boolean required;

	/**
	 * Create an indicator.
	 * @param keys the keys
	 * @param required whether content must be encrypted
	 */
	public CredentialStoreHealthIndicator(EncryptionKeys keys, boolean required) {
		this.keys = keys;
		this.required = required;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		EncryptionKey primary = this.keys.primary();
		builder.up().withDetail("encryption", this.required ? "AES-256-GCM" : "none");
		if (primary != null) {
			builder.withDetail("primaryKeyId", primary.id()).withDetail("keyIds", this.keys.ids());
		}
	}

}
