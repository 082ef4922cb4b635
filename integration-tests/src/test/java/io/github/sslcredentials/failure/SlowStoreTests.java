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

package io.github.sslcredentials.failure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A store that does not answer, or not in time, fails the call in bounded time, and is
 * used again when it answers.
 */
@Timeout(60)
class SlowStoreTests {

	private static final Duration BOUND = Duration.ofSeconds(10);

	private static final AtomicInteger IDS = new AtomicInteger();

	@TempDir
	static Path folder;

	private static MutualTlsPartner partner;

	private static ConfigurableApplicationContext application;

	private static BlockingRepository repository;

	@BeforeAll
	static void start() {
		partner = MutualTlsPartner.start(UnusableCredential.CA);
		application = EmployeeApplication.start(List.of(Store.class), "ssl.credential=Employee/asalieri/Address/1",
				"ssl.hosts=localhost", "ssl.store.timeout=300ms", "ssl.store.jpa.enabled=false",
				"ssl.ca-certificates=" + EmployeeApplication.location(UnusableCredential.CA, folder));
		repository = application.getBean(BlockingRepository.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		partner.close();
	}

	@BeforeEach
	void reset() {
		partner.closeConnections();
		partner.reset();
	}

	@AfterEach
	void release() {
		repository.release();
		repository.fail(null);
	}

	@Test
	void callWhenStoreDoesNotAnswerFailsInTimeUntilItDoes() {
		repository.block();
		List<ThrowingCallable> calls = calls();
		assertThat(calls).allSatisfy((call) -> assertUnavailable(call,
				"Credential 'Employee/asalieri/Address/1' is unavailable: the store has not answered within 300 ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'"));
		assertNoConnection();
		repository.release();
		assertThat(calls).allSatisfy(ThrowingCallable::call);
	}

	@Test
	void callByPathWhenStoreDoesNotAnswerFailsInTime() {
		repository.block();
		CredentialPath path = CredentialPath.of("Slow", IDS.incrementAndGet());
		assertUnavailable(() -> application.getBean(SslClients.class).restClient(path),
				"Credential '%s' is unavailable: the store has not answered within 300 ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'"
					.formatted(path));
		assertNoConnection();
	}

	@Test
	void callWhenStoreThrowsSaysWhichAndTriesAgain() {
		CredentialPath path = CredentialPath.of("Broken", IDS.incrementAndGet());
		SSLSocketFactory socketFactory = application.getBean(SslCredentials.class).socketFactory(path);
		repository.fail(new IllegalStateException("Connection refused"));
		int asked = repository.asked();
		for (int i = 0; i < 2; i++) {
			assertUnavailable(() -> socketFactory.createSocket("localhost", partner.port()),
					"Credential '%s' is unavailable: 'blockingRepository' could not be asked (java.lang.IllegalStateException); see the cause, and whether the store is up"
						.formatted(path));
		}
		assertThat(repository.asked()).isEqualTo(asked + 2);
		assertNoConnection();
		repository.fail(null);
		assertThat(application.getBean(SslCredentials.class).get(path).path()).isEqualTo(path);
	}

	@Test
	void closeWhenStoreHangsLeavesNoThreadOnceItAnswers() {
		ConfigurableApplicationContext other = EmployeeApplication.start(List.of(Store.class),
				"ssl.store.timeout=100ms", "ssl.store.jpa.enabled=false");
		BlockingRepository hanging = other.getBean(BlockingRepository.class);
		hanging.block();
		SslCredentials credentials = other.getBean(SslCredentials.class);
		List<Thread> before = loadingThreads();
		assertThatThrownBy(() -> credentials.get(CredentialPath.of("Slow", 1)))
			.isInstanceOf(CredentialUnavailableException.class);
		other.close();
		hanging.release();
		List<Thread> after = loadingThreads();
		after.removeAll(before);
		assertThat(after).allSatisfy((thread) -> assertThat(ended(thread)).isTrue());
	}

	private static void assertUnavailable(ThrowingCallable call, String message) {
		long start = System.nanoTime();
		assertThatThrownBy(call).isInstanceOf(CredentialUnavailableException.class).hasMessage(message);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
	}

	private static boolean ended(Thread thread) throws InterruptedException {
		thread.join(BOUND.toMillis());
		return !thread.isAlive();
	}

	private static void assertNoConnection() {
		assertThat(partner.connections()).isEmpty();
		assertThat(partner.failures()).isEmpty();
	}

	private static List<ThrowingCallable> calls() {
		RestTemplate restTemplate = application.getBean(RestTemplate.class);
		RestClient restClient = application.getBean(RestClient.class);
		SSLSocketFactory socketFactory = application.getBean(SSLSocketFactory.class);
		return List.of(() -> restTemplate.getForObject(partner.uri("/"), String.class),
				() -> restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity(),
				() -> socketFactory.createSocket("localhost", partner.port()).close());
	}

	private static List<Thread> loadingThreads() {
		return new ArrayList<>(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ssl-credentials-"))
			.toList());
	}

	@Configuration(proxyBeanMethods = false)
	static class Store {

		@Bean
		BlockingRepository blockingRepository() {
			return new BlockingRepository(UnusableCredential.good().record());
		}

	}

}
