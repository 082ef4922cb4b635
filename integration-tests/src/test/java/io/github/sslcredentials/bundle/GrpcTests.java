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
import java.util.Map;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.DevelopmentCa;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Spring Boot's gRPC server and client on Netty, each with a bundle of ours, in one
 * application.
 */
@Timeout(120)
class GrpcTests {

	private static final DevelopmentCa CA = DevelopmentCa.create("Internal CA");

	private static final DevelopmentCa OTHER_CA = DevelopmentCa.create("Other CA");

	@TempDir
	static Path folder;

	private final CountingStore store = new CountingStore(
			Map.of("Application/ledger/Certificate/1", CA.issueClient("asalieri").record(),
					"Application/stranger/Certificate/1", OTHER_CA.issueClient("stranger").record(),
					"Server/shop/Certificate/1", CA.issueServer("localhost").record(), "Server/shop/Certificate/2",
					CA.issueServer("elsewhere.example").record(), "Server/shop/Certificate/3",
					OTHER_CA.issueServer("localhost").record()));

	private final Ledger ledger = new Ledger();

	@Test
	void serverSeesCredential() {
		runner().run((context) -> {
			assertThat(this.store.queries()).as("that of the server").isEqualTo(1);
			assertThat(call(context)).isEqualTo("42 of asalieri");
			assertThat(this.ledger.callers()).containsExactly("CN=asalieri");
			assertThat(this.store.queries()).isEqualTo(2);
		});
	}

	@Test
	void serverThatDoesNotAskIsCalledWithoutCertificate() {
		runner().withPropertyValues("spring.grpc.server.ssl.client-auth=none").run((context) -> {
			assertThat(call(context)).isEqualTo("42 of asalieri");
			assertThat(this.ledger.callers()).containsExactly("nobody");
		});
	}

	@Test
	void serverRefusesClientOfAnotherAuthority() {
		runner().withPropertyValues("ssl.clients.bank.credential=Application/stranger/Certificate/1")
			.run((context) -> assertRefused(context).isNotNull());
	}

	@Test
	void serverRefusesClientWithoutCertificate() {
		runner()
			.withPropertyValues("spring.ssl.bundle.pem.anonymous.truststore.certificate=" + location(CA),
					"spring.grpc.client.channel.ledger.ssl.bundle=anonymous")
			.run((context) -> assertRefused(context).isNotNull());
	}

	@Test
	void clientRefusesServerOfAnotherName() {
		runner().withPropertyValues("ssl.clients.shop.credential=Server/shop/Certificate/2")
			.run((context) -> assertRefused(context).hasRootCauseInstanceOf(HostnameMismatchException.class));
	}

	@Test
	void clientRefusesServerOfAnotherAuthority() {
		runner().withPropertyValues("ssl.clients.shop.credential=Server/shop/Certificate/3")
			.run((context) -> assertRefused(context)
				.hasStackTraceContaining("unable to find valid certification path"));
	}

	@Test
	void clientWithoutCredentialIsRefusedByName() {
		runner().withPropertyValues("ssl.clients.bank.credential=Application/nobody/Certificate/1")
			.run((context) -> assertRefused(context).hasRootCauseInstanceOf(NoSuchCredentialException.class));
	}

	@Test
	void clientOfAnotherHostIsRefusedByName() {
		runner().withPropertyValues("ssl.clients.bank.hosts=ledger.internal.example")
			.run((context) -> assertRefused(context).hasStackTraceContaining(
					"The peer host 'localhost' is not among the hosts of this client: ledger.internal.example"));
	}

	@Test
	void serverWithoutCredentialDoesNotStart() {
		runner().withPropertyValues("ssl.clients.shop.credential=Server/nobody/Certificate/1")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(NoSuchCredentialException.class)
				.hasStackTraceContaining(ServerCredentialException.class.getName()));
	}

	private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(AssertableApplicationContext context) {
		Throwable refusal = catchThrowable(() -> call(context));
		assertThat(this.ledger.callers()).isEmpty();
		assertThat(refusal).isInstanceOf(StatusRuntimeException.class);
		assertThat(Status.fromThrowable(refusal).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		return assertThat(refusal);
	}

	private static String call(AssertableApplicationContext context) {
		int port = context.getBean(GrpcServerLifecycle.class).getPort();
		TestPropertyValues.of("ledger.port=" + port).applyTo(context.getSourceApplicationContext());
		ManagedChannel channel = context.getBean(GrpcChannelFactory.class).createChannel("ledger");
		return Ledger.balance(channel, "asalieri");
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class, GrpcServerAutoConfiguration.class,
					GrpcClientAutoConfiguration.class))
			.withBean("credentials", CountingStore.class, () -> this.store)
			.withBean(Ledger.class, () -> this.ledger)
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles-grpc.yml",
					"ssl.ca-certificates=" + location(CA), "ssl.clients.bank.hosts=localhost",
					"spring.grpc.server.address=localhost", "spring.grpc.server.port=0",
					"spring.grpc.server.shutdown.grace-period=0s",
					"spring.grpc.client.channel.ledger.target=dns:///localhost:${ledger.port}");
	}

	private static String location(DevelopmentCa authority) {
		return EmployeeApplication.location(authority, folder);
	}

}
