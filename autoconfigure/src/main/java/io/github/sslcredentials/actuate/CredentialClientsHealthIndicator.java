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
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import io.github.sslcredentials.rotation.ExpiryThresholds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Says how the credentials of the clients of the configuration are: it counts them, and
 * names the worst five.
 * <p>
 * It is down if one of them has expired, is not valid yet, or is revoked: that client
 * fails whatever it calls. Credentials that are known by their path at run time only,
 * such as those of tenants, do not count, as one tenant must not take all others out of
 * service. What is about to expire, is not loaded yet, or cannot be asked for at the
 * moment turns nothing either. It asks no store.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialClientsHealthIndicator extends AbstractHealthIndicator {

	private static final int WORST = 5;

	private final LoadedCredentials loaded;

	private final Supplier<? extends Collection<CredentialPath>> paths;

	private final ExpiryThresholds thresholds;

	private final Clock clock;

	/**
	 * Create an indicator.
	 * @param loaded what is loaded
	 * @param paths the paths of the clients' credentials, each once
	 * @param thresholds tell what expires soon
	 * @param clock tells the time
	 */
	public CredentialClientsHealthIndicator(LoadedCredentials loaded,
			Supplier<? extends Collection<CredentialPath>> paths, ExpiryThresholds thresholds, Clock clock) {
		this.loaded = loaded;
		this.paths = paths;
		this.thresholds = thresholds;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Instant now = this.clock.instant();
		List<Seen> all = this.paths.get().stream().map((path) -> see(path, now)).toList();
		builder.status(all.stream().anyMatch((seen) -> seen.condition().isRefused()) ? Status.DOWN : Status.UP)
			.withDetail("valid", count(all, CredentialCondition.IN_FORCE))
			.withDetail("expiring", all.stream().filter(Seen::expiring).count())
			.withDetail("expired", count(all, CredentialCondition.EXPIRED))
			.withDetail("notYetValid", count(all, CredentialCondition.NOT_YET_VALID))
			.withDetail("revoked", count(all, CredentialCondition.REVOKED))
			.withDetail("notLoaded", count(all, CredentialCondition.NOT_LOADED));
		List<Map<String, String>> worst = all.stream()
			.filter((seen) -> seen.condition().isRefused() || seen.expiring())
			.sorted(Comparator.comparing(Seen::condition)
				.thenComparing(Seen::end)
				.thenComparing((seen) -> seen.path().toString()))
			.limit(WORST)
			.map(Seen::describe)
			.toList();
		if (!worst.isEmpty()) {
			builder.withDetail("worst", worst);
		}
	}

	private static long count(List<Seen> all, CredentialCondition condition) {
		return all.stream().filter((seen) -> seen.condition() == condition).count();
	}

	private Seen see(CredentialPath path, Instant now) {
		LoadedCredential known = this.loaded.get(path);
		Credential credential = (known != null) ? known.credential() : null;
		CredentialCondition condition = CredentialCondition.of(known, now);
		boolean expiring = condition == CredentialCondition.IN_FORCE && credential != null
				&& this.thresholds.reached(credential.notAfter(), now) != null;
		return new Seen(path, condition, expiring, (known != null) ? known.version() : null,
				(credential != null) ? credential.notAfter() : null);
	}

	private record Seen(CredentialPath path, CredentialCondition condition, boolean expiring, @Nullable String version,
			@Nullable Instant notAfter) {

		Instant end() {
			return (this.notAfter != null) ? this.notAfter : Instant.MAX;
		}

		Map<String, String> describe() {
			Map<String, String> details = new LinkedHashMap<>();
			details.put("path", this.path.toString());
			details.put("state", this.expiring ? "expiring" : this.condition.toString());
			if (this.version != null) {
				details.put("version", this.version);
			}
			if (this.notAfter != null) {
				details.put("notAfter", this.notAfter.toString());
			}
			return details;
		}

	}

}
