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

package io.github.sslcredentials.docs;

import java.time.Duration;
import java.time.Instant;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsExpiryAutoConfiguration;
import io.github.sslcredentials.docs.app.ExpiryReminders;
import io.github.sslcredentials.rotation.ExpiryWatch;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/monitoring.md} shows.
 */
class MonitoringTests {

	private static final Instant NOT_AFTER = Instant.now().plus(Duration.ofDays(5));

	private static final CredentialRecord RECORD = DevelopmentCa.create()
		.issue()
		.commonName("expiring")
		.client()
		.validity(NOT_AFTER.minus(Duration.ofDays(9)), NOT_AFTER)
		.build()
		.record();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class,
				SslCredentialsExpiryAutoConfiguration.class))
		.withBean("credentials", CredentialRepository.class, () -> (path) -> RECORD)
		.withBean(ExpiryReminders.class);

	@Test
	void listenerIsToldOnceOfWhatExpires() {
		this.runner.run((context) -> {
			context.getBean(SslCredentials.class).get(CredentialPath.of("Merchant", 1));
			context.getBean(ExpiryWatch.class).check();
			context.getBean(ExpiryWatch.class).check();
			assertThat(context.getBean(ExpiryReminders.class).wanted()).singleElement()
				.satisfies((wanted) -> assertThat(wanted).startsWith("Merchant/1 by 20"));
		});
	}

	@Test
	void thresholdsAreConfigured() {
		this.runner.withPropertyValues("ssl.expiry.thresholds=4d,1h").run((context) -> {
			context.getBean(SslCredentials.class).get(CredentialPath.of("Merchant", 1));
			context.getBean(ExpiryWatch.class).check();
			assertThat(context.getBean(ExpiryReminders.class).wanted()).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "30d,0s", "-7d", "10ms" })
	void startWhenThresholdIsNotPositiveFails(String thresholds) {
		this.runner.withPropertyValues("ssl.expiry.thresholds=" + thresholds)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'ssl.expiry.thresholds'")
				.hasMessageContaining("is no time before the end of a credential"));
	}

}
