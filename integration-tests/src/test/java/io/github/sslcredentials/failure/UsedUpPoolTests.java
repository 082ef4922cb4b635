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
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real pool is used up by transactions that wait for a credential, which is read from
 * the same pool.
 */
@Timeout(120)
class UsedUpPoolTests {

	private static final int POOL = 2;

	@Test
	void callWhenTransactionsHoldAllConnectionsFailsInTimeAndWorksAfterwards(@TempDir Path folder) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(POOL);
		try (MutualTlsPartner partner = MutualTlsPartner.start(UnusableCredential.CA);
				ConfigurableApplicationContext application = start(folder)) {
			EmployeeApplication.store(application, "asalieri", 1, UnusableCredential.good().record());
			RestClient restClient = application.getBean(RestClient.class);
			CyclicBarrier allHeld = new CyclicBarrier(POOL);
			long start = System.nanoTime();
			List<Future<Throwable>> results = IntStream.range(0, POOL)
				.mapToObj((i) -> callers.submit(() -> callInTransaction(application, allHeld,
						() -> restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity())))
				.toList();
			for (Future<Throwable> result : results) {
				assertThat(result.get()).isInstanceOf(CredentialUnavailableException.class)
					.hasMessage(
							"Credential 'Employee/asalieri/Address/1' is unavailable: the store has not answered within 1000 ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'");
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
			assertThat(partner.connections()).isEmpty();
			awaitFree(application);
			restClient.get().uri(partner.uri("/")).retrieve().toBodilessEntity();
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=good");
		}
		finally {
			callers.shutdownNow();
		}
	}

	private static ConfigurableApplicationContext start(Path folder) {
		return EmployeeApplication.start("ssl.credential=Employee/asalieri/Address/1", "ssl.hosts=localhost",
				"spring.datasource.hikari.maximum-pool-size=" + POOL, "ssl.store.timeout=1s",
				"ssl.ca-certificates=" + EmployeeApplication.location(UnusableCredential.CA, folder));
	}

	private static @Nullable Throwable callInTransaction(ConfigurableApplicationContext application,
			CyclicBarrier allHeld, Runnable call) {
		return application.getBean(TransactionTemplate.class).execute((status) -> {
			try {
				EntityManagerFactoryUtils.getTransactionalEntityManager(application.getBean(EntityManagerFactory.class))
					.createNativeQuery("select 1")
					.getSingleResult();
				allHeld.await();
				call.run();
				return null;
			}
			catch (Exception ex) {
				return ex;
			}
		});
	}

	/** Nothing of the failed reading may be left holding a connection. */
	private static void awaitFree(ConfigurableApplicationContext application) {
		HikariDataSource dataSource = application.getBean(HikariDataSource.class);
		Awaitility.await()
			.untilAsserted(() -> assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isZero());
		assertThat(dataSource.getHikariPoolMXBean().getThreadsAwaitingConnection()).isZero();
	}

}
