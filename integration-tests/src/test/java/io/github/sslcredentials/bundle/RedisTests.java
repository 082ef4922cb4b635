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

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Map;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.DevelopmentCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Spring Data Redis, whose library Lettuce makes a context of its own from the managers.
 * Redis does not tell whom it has seen: it refuses who is not of its authority.
 */
@Timeout(120)
class RedisTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Redis CA");

	private static final String GOOD = "Application/ledger/Certificate/1";

	private static final String STRANGER = "Application/stranger/Certificate/1";

	@TempDir
	static Path folder;

	private final CountingStore store = new CountingStore(Map.of(GOOD, CA.issueClient("asalieri").record(), STRANGER,
			DevelopmentCa.create("Other CA").issueClient("stranger").record()));

	@Test
	void redisServesClientOfItsAuthority() throws Exception {
		try (RedisServer redis = RedisServer.start(folder, CA.issueServer("localhost"), CA)) {
			runner(redis, GOOD).run((context) -> {
				assertThat(this.store.queries()).isZero();
				StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
				template.opsForValue().set("key", "value");
				assertThat(template.opsForValue().get("key")).isEqualTo("value");
				assertThat(this.store.queries()).isEqualTo(1);
			});
		}
	}

	@Test
	void redisRefusesClientOfAnotherAuthority() throws Exception {
		try (RedisServer redis = RedisServer.start(folder, CA.issueServer("localhost"), CA)) {
			runner(redis, STRANGER).run((context) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(StringRedisTemplate.class).hasKey("key"))
				.havingRootCause()
				.withMessageContaining("unknown_ca"));
		}
	}

	@Test
	void clientRefusesRedisOfAnotherName() throws Exception {
		try (RedisServer redis = RedisServer.start(folder, CA.issueServer("elsewhere.example"), CA)) {
			runner(redis, GOOD).run((context) -> assertThatExceptionOfType(RedisConnectionFailureException.class)
				.isThrownBy(() -> context.getBean(StringRedisTemplate.class).hasKey("key"))
				.withRootCauseInstanceOf(HostnameMismatchException.class));
		}
	}

	@Test
	void clientRefusesRedisOfAnotherAuthority() throws Exception {
		DevelopmentCa other = DevelopmentCa.create("Other CA");
		try (RedisServer redis = RedisServer.start(folder, other.issueServer("localhost"), CA)) {
			runner(redis, GOOD).run((context) -> assertThatExceptionOfType(RedisConnectionFailureException.class)
				.isThrownBy(() -> context.getBean(StringRedisTemplate.class).hasKey("key"))
				.withStackTraceContaining("unable to find valid certification path"));
		}
	}

	@Test
	void clientWithoutCredentialIsRefusedByName() throws Exception {
		try (RedisServer redis = RedisServer.start(folder, CA.issueServer("localhost"), CA)) {
			runner(redis, "Application/nobody/Certificate/1")
				.run((context) -> assertThatExceptionOfType(RedisConnectionFailureException.class)
					.isThrownBy(() -> context.getBean(StringRedisTemplate.class).hasKey("key"))
					.withStackTraceContaining(CertificateException.class.getName())
					.withRootCauseInstanceOf(NoSuchCredentialException.class));
		}
	}

	private ApplicationContextRunner runner(RedisServer redis, String path) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class, DataRedisAutoConfiguration.class))
			.withBean("credentials", CountingStore.class, () -> this.store)
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles.yml", "spring.data.redis.host=localhost",
					"spring.data.redis.port=" + redis.port(), "ssl.clients.redis.credential=" + path,
					"ssl.clients.bank.ca-certificates=system", "ssl.clients.redis.hosts=localhost",
					"ssl.clients.redis.ca-certificates=" + EmployeeApplication.location(CA, folder));
	}

}
