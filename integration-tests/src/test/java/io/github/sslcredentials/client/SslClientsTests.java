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

package io.github.sslcredentials.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Clients are made without a lock, and not after the end of their application.
 */
@Timeout(60)
class SslClientsTests {

	private static final CredentialPath PATH = CredentialPath.parse(InMemoryApplication.ASALIERI);

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@Test
	void restClientWhenBeingMadeByAnotherDoesNotWait() {
		CountDownLatch making = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger count = new AtomicInteger();
		withCustomizer((builder) -> {
			if (count.getAndIncrement() == 0) {
				making.countDown();
				await(release);
			}
		}).run((context) -> {
			SslClients clients = context.getBean(SslClients.class);
			FutureTask<RestClient> slow = new FutureTask<>(() -> clients.restClient(PATH));
			FutureTask<RestClient> quick = new FutureTask<>(() -> clients.restClient(PATH));
			new Thread(slow).start();
			making.await();
			new Thread(quick).start();
			try {
				assertThat(quick.get(10, TimeUnit.SECONDS)).isSameAs(clients.restClient(PATH));
				assertThat(slow).isNotDone();
			}
			finally {
				release.countDown();
			}
			assertThat(slow.get(10, TimeUnit.SECONDS)).isSameAs(quick.get());
		});
	}

	@Test
	void callWhenApplicationHasBeenClosedOpensNothing() {
		AtomicReference<RestClient> unused = new AtomicReference<>();
		InMemoryApplication.asalieri().run((context) -> {
			context.getBean("sslCredentialsRestTemplate", RestTemplate.class)
				.getForObject(partner.uri("/"), String.class);
			unused.set(context.getBean("sslCredentialsRestClient", RestClient.class));
		});
		partner.reset();
		assertThatIllegalStateException()
			.isThrownBy(() -> unused.get().get().uri(partner.uri("/")).retrieve().toBodilessEntity())
			.withMessage("The HTTP client for 'Employee/asalieri/Address/1' has been closed with its application");
		assertThat(partner.connections()).isEmpty();
	}

	@Test
	void createWhenApplicationHasBeenClosedIsRefused() {
		AtomicReference<RequestFactories> requestFactories = new AtomicReference<>();
		AtomicReference<HandshakeSource> source = new AtomicReference<>();
		InMemoryApplication.runner().run((context) -> {
			requestFactories.set(context.getBean(RequestFactories.class));
			source.set(context.getBean(HandshakeRegistry.class).client(PATH));
		});
		assertThatIllegalStateException().isThrownBy(() -> requestFactories.get().create(source.get(), null, null))
			.withMessage("No HTTP client can be made any more: this application has been closed");
	}

	private static ApplicationContextRunner withCustomizer(RestClientCustomizer customizer) {
		return InMemoryApplication.runner().withBean(RestClientCustomizer.class, () -> customizer);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
