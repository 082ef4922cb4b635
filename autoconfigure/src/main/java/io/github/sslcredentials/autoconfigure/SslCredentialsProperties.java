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

import io.github.sslcredentials.loading.LoadingLimits;
import io.github.sslcredentials.rotation.ExpiryThresholds;
import io.github.sslcredentials.rotation.RefreshSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

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

	private final Refresh refresh = new Refresh();

	private final Expiry expiry = new Expiry();

	private final Encryption encryption = new Encryption();

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

	public Refresh getRefresh() {
		return this.refresh;
	}

	public Expiry getExpiry() {
		return this.expiry;
	}

	public Encryption getEncryption() {
		return this.encryption;
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

		/**
		 * How long to remember that there is no credential under a path. Zero for not at
		 * all.
		 */
		private Duration unknownFor = Duration.ofSeconds(1);

		/**
		 * When to make the shipped table.
		 */
		private DatabaseInitializationMode initializeSchema = DatabaseInitializationMode.EMBEDDED;

		private final Jpa jpa = new Jpa();

		private final Jdbc jdbc = new Jdbc();

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

		public Duration getUnknownFor() {
			return this.unknownFor;
		}

		public void setUnknownFor(Duration unknownFor) {
			this.unknownFor = unknownFor;
		}

		LoadingLimits limits() {
			if (this.unknownFor.isNegative()) {
				throw new SslCredentialsPropertyException(PREFIX + ".store.unknown-for",
						"'%s' is no time to remember".formatted(DurationStyle.SIMPLE.print(this.unknownFor)),
						"Set a duration, such as '1s', or '0s' for not at all.");
			}
			return new LoadingLimits(positiveTimeout(), this.unknownFor);
		}

		public DatabaseInitializationMode getInitializeSchema() {
			return this.initializeSchema;
		}

		public void setInitializeSchema(DatabaseInitializationMode initializeSchema) {
			this.initializeSchema = initializeSchema;
		}

		public Jpa getJpa() {
			return this.jpa;
		}

		public Jdbc getJdbc() {
			return this.jdbc;
		}

	}

	/**
	 * How changes of credentials are noticed.
	 */
	public static class Refresh {

		/**
		 * How often to ask the stores whether what is in use has changed. Zero for never.
		 */
		private Duration interval = Duration.ofSeconds(30);

		/**
		 * Whether PostgreSQL notifies of changes in the shipped table. By default, where
		 * the table is on PostgreSQL.
		 */
		private Notify notify = Notify.AUTO;

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public Notify getNotify() {
			return this.notify;
		}

		public void setNotify(Notify notify) {
			this.notify = notify;
		}

		RefreshSettings settings(Duration timeout) {
			if (this.interval.isNegative()) {
				throw new SslCredentialsPropertyException(PREFIX + ".refresh.interval",
						"'%s' is no time to wait".formatted(DurationStyle.SIMPLE.print(this.interval)),
						"Set a duration, such as '30s', or '0s' for never.");
			}
			return new RefreshSettings(this.interval, timeout);
		}

	}

	/**
	 * How it is said in time that credentials expire.
	 */
	public static class Expiry {

		/**
		 * How long before its end it is said that a credential in use expires, once for
		 * each. Nothing is said if the list is empty.
		 */
		private List<Duration> thresholds = List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1));

		public List<Duration> getThresholds() {
			return this.thresholds;
		}

		public void setThresholds(List<Duration> thresholds) {
			this.thresholds = thresholds;
		}

		ExpiryThresholds checkedThresholds() {
			for (Duration threshold : this.thresholds) {
				if (threshold.compareTo(Duration.ofSeconds(1)) < 0) {
					throw new SslCredentialsPropertyException(PREFIX + ".expiry.thresholds",
							"'%s' is no time before the end of a credential"
								.formatted(DurationStyle.SIMPLE.print(threshold)),
							"List durations of one second or more, such as '30d, 7d, 1d'.");
				}
			}
			return new ExpiryThresholds(this.thresholds);
		}

	}

	/**
	 * Credentials in the shipped table.
	 */
	public static class Jdbc {

		/**
		 * Whether to read and write credentials in the shipped table.
		 */
		private boolean enabled;

		/**
		 * Schema of the shipped table. By default, the one in which the connection looks.
		 */
		private @Nullable String schema;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getSchema() {
			return this.schema;
		}

		public void setSchema(@Nullable String schema) {
			this.schema = schema;
		}

		@Nullable String checkedSchema() {
			if (this.schema == null || this.schema.isBlank()) {
				return null;
			}
			if (!this.schema.matches("[A-Za-z_][A-Za-z0-9_]*")) {
				throw new SslCredentialsPropertyException(PREFIX + ".store.jdbc.schema",
						"'%s' is no name of a schema".formatted(this.schema),
						"Let it be of letters, digits and '_' only, as it would be written without quotes.");
			}
			return this.schema;
		}

	}

	/**
	 * How stored content is encrypted.
	 */
	public static class Encryption {

		/**
		 * Whether content of the shipped table is encrypted, and must be.
		 */
		private Mode mode = Mode.AES_GCM;

		/**
		 * Keys by their ids, each one the Base64 of 32 bytes, or the 'file:' that has it.
		 */
		private final Map<String, String> keys = new LinkedHashMap<>();

		/**
		 * Id of the key that seals. By default, the only one.
		 */
		private @Nullable String primaryKeyId;

		/**
		 * Location of a PKCS#12 key store with more keys, whose aliases are their ids.
		 */
		private @Nullable String keyStore;

		/**
		 * Password of the key store.
		 */
		private @Nullable String keyStorePassword;

		public Mode getMode() {
			return this.mode;
		}

		public void setMode(Mode mode) {
			this.mode = mode;
		}

		public Map<String, String> getKeys() {
			return this.keys;
		}

		public @Nullable String getPrimaryKeyId() {
			return this.primaryKeyId;
		}

		public void setPrimaryKeyId(@Nullable String primaryKeyId) {
			this.primaryKeyId = primaryKeyId;
		}

		public @Nullable String getKeyStore() {
			return this.keyStore;
		}

		public void setKeyStore(@Nullable String keyStore) {
			this.keyStore = keyStore;
		}

		public @Nullable String getKeyStorePassword() {
			return this.keyStorePassword;
		}

		public void setKeyStorePassword(@Nullable String keyStorePassword) {
			this.keyStorePassword = keyStorePassword;
		}

		/**
		 * Whether and how content is encrypted.
		 */
		public enum Mode {

			/**
			 * AES-256-GCM.
			 */
			AES_GCM,

			/**
			 * Not at all: whoever reads the table has the private keys.
			 */
			NONE

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

	/**
	 * Whether changes are notified.
	 */
	public enum Notify {

		/**
		 * Where the database can.
		 */
		AUTO,

		/**
		 * Always: the application does not start where the database cannot.
		 */
		ON,

		/**
		 * Not at all.
		 */
		OFF

	}

}
