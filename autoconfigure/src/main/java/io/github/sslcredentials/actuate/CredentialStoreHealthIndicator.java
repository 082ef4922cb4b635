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

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.rotation.RefreshStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says how the stores answer, and how the shipped table is encrypted. It asks no store,
 * and is always up: an instance goes on with the credentials that it has while a store is
 * down, and taking it out of service would make an outage of that.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialStoreHealthIndicator extends AbstractHealthIndicator {

	private final RefreshStatus status;

	private final @Nullable EncryptionKeys keys;

	private final boolean required;

	private final Clock clock;

	/**
	 * Create an indicator.
	 * @param status how the stores answer
	 * @param keys the keys of the shipped table, or {@code null} if it is not in use
	 * @param required whether content of the shipped table must be encrypted
	 * @param clock tells since when
	 */
	public CredentialStoreHealthIndicator(RefreshStatus status, @Nullable EncryptionKeys keys, boolean required,
			Clock clock) {
		this.status = status;
		this.keys = keys;
		this.required = required;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		answers(builder);
		if (this.keys != null) {
			encryption(builder, this.keys);
		}
	}

	private void answers(Health.Builder builder) {
		Duration sinceAnswer = this.status.sinceAnswer();
		Duration failingFor = this.status.failingFor();
		if (failingFor != null) {
			builder.withDetail("store", "unreachable since " + ago(failingFor));
		}
		else {
			builder.withDetail("store", (sinceAnswer != null) ? "answers" : "not asked yet");
		}
		if (sinceAnswer != null) {
			builder.withDetail("lastAnswer", ago(sinceAnswer));
		}
		CredentialException failure = this.status.failure();
		if (failure != null) {
			builder.withDetail("storeFailure", String.valueOf(failure.getMessage()));
		}
		builder.withDetail("failedCredentials", this.status.failedCredentials());
	}

	private void encryption(Health.Builder builder, EncryptionKeys keys) {
		EncryptionKey primary = keys.primary();
		builder.withDetail("encryption", this.required ? "AES-256-GCM" : "none");
		if (primary != null) {
			builder.withDetail("primaryKeyId", primary.id()).withDetail("keyIds", keys.ids());
		}
	}

	private String ago(Duration duration) {
		return this.clock.instant().minus(duration).truncatedTo(ChronoUnit.SECONDS).toString();
	}

}
