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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;

/**
 * The properties {@code ssl.*}.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@ConfigurationProperties(SslCredentialsProperties.PREFIX)
public class SslCredentialsProperties extends SslCredentialsClientProperties {

	/**
	 * The one prefix of all properties.
	 */
	public static final String PREFIX = "ssl";

	/**
	 * Whether anything of this is switched on.
	 */
	private boolean enabled = true;

	/**
	 * Named clients, each with an identity of its own.
	 */
	private final Map<String, SslCredentialsClientProperties> clients = new LinkedHashMap<>();

	private final Store store = new Store();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Map<String, SslCredentialsClientProperties> getClients() {
		return this.clients;
	}

	public Store getStore() {
		return this.store;
	}

	/**
	 * How credentials are read.
	 */
	public static class Store {

		/**
		 * How long to wait at most for a credential to be read.
		 */
		private Duration timeout = Duration.ofSeconds(5);

		/**
		 * Password of encrypted private keys that are stored without one.
		 */
		private @Nullable String privateKeyPassword;

		private final Jpa jpa = new Jpa();

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		Duration positiveTimeout() {
			if (this.timeout.isZero() || this.timeout.isNegative()) {
				throw new SslCredentialsPropertyException(PREFIX + ".store.timeout",
						"'%s' is no time to wait".formatted(DurationStyle.SIMPLE.print(this.timeout)),
						"Set a positive duration, such as '5s', or remove the property.");
			}
			return this.timeout;
		}

		public @Nullable String getPrivateKeyPassword() {
			return this.privateKeyPassword;
		}

		public void setPrivateKeyPassword(@Nullable String privateKeyPassword) {
			this.privateKeyPassword = privateKeyPassword;
		}

		public Jpa getJpa() {
			return this.jpa;
		}

	}

	/**
	 * Credentials in entities of the application.
	 */
	public static class Jpa {

		/**
		 * Whether to read credentials from entities that implement CredentialEntity.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
