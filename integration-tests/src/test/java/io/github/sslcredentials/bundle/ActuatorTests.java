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

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.SslInfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.application.SslHealthIndicator;
import org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Boot's actuator reads the stores of all bundles, also while the application
 * starts.
 */
class ActuatorTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	private final CountingStore store = Bundles.store();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
				SslCredentialsBundleAutoConfiguration.class, SslHealthContributorAutoConfiguration.class,
				InfoContributorAutoConfiguration.class, MetricsAutoConfiguration.class,
				SslMetricsAutoConfiguration.class))
		.withBean("credentials", CountingStore.class, () -> this.store)
		.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("management.info.ssl.enabled=true", "ssl.hosts=localhost",
				"ssl.ca-certificates=" + InMemoryApplication.caLocation(),
				"ssl.clients.bank.credential=" + InMemoryApplication.ASALIERI);

	@Test
	void actuatorWhenNothingIsLoadedAsksNothing() {
		this.runner.run((context) -> {
			Health health = context.getBean(SslHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().get("validChains")).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
			assertThat(info(context.getBean(SslInfoContributor.class))).contains("bank").doesNotContain("CN=asalieri");
			assertThat(this.store.queries()).isZero();
		});
	}

	@Test
	void actuatorWhenLoadedShowsValidity() {
		this.runner.run((context) -> {
			Bundles.request(context.getBean(SslBundles.class).getBundle("bank").createSslContext(), partner.port());
			Health health = context.getBean(SslHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().get("validChains")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
			assertThat(info(context.getBean(SslInfoContributor.class))).contains("CN=asalieri");
			assertThat(this.store.queries()).isEqualTo(1);
		});
	}

	@Test
	void metricsWhenLoadedBeforeTheyAreBoundShowExpiry() {
		this.runner.withPropertyValues("ssl.clients.bank.fail-fast=true").run((context) -> {
			SimpleMeterRegistry later = new SimpleMeterRegistry();
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(later));
			Gauge gauge = later.get("ssl.chain.expiry").tag("bundle", "bank").gauge();
			assertThat(gauge.value()).isPositive();
		});
	}

	@Test
	void actuatorWhenStoreIsDownDoesNotStopTheStart() {
		this.store.down(true);
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SslHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
			assertThat(this.store.queries()).isZero();
		});
	}

	@Test
	void actuatorWhenBundleIsOfServerThatIsNotStartedDoesNotStopTheStart() {
		this.store.down(true);
		this.runner.withPropertyValues("server.ssl.bundle=bank").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SslHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
		});
	}

	private static String info(SslInfoContributor contributor) {
		Info.Builder builder = new Info.Builder();
		contributor.contribute(builder);
		return JsonMapper.shared().writeValueAsString(builder.build().getDetails());
	}

}
