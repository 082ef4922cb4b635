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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.server.CountingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * RabbitMQ's client over TLS. A RabbitMQ is too heavy for each build: the peer reads how
 * AMQP begins, and hangs up.
 */
@Timeout(120)
class RabbitTests {

	private static final String HEADER = "AMQP\0\0\u0009\u0001";

	@TempDir
	static Path folder;

	private final CountingStore store = Messaging.store();

	@Test
	void peerSeesCredential() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", RabbitTests::begin)) {
			runner(peer).run((context) -> {
				ConnectionFactory connections = context.getBean(ConnectionFactory.class);
				assertThat(this.store.queries()).isZero();
				assertThatExceptionOfType(AmqpException.class).isThrownBy(connections::createConnection);
				assertThat(peer.seen()).containsExactly(Messaging.CREDENTIAL.certificate());
				assertThat(peer.heard()).containsExactly(HEADER);
			});
		}
	}

	@Test
	void clientRefusesServerOfAnotherName() throws Exception {
		try (TlsPeer peer = Messaging.peer("elsewhere.example", RabbitTests::begin)) {
			runner(peer)
				.run((context) -> assertThatExceptionOfType(AmqpException.class).isThrownBy(() -> connect(context))
					.withRootCauseInstanceOf(HostnameMismatchException.class));
			assertThat(peer.seen()).isEmpty();
		}
	}

	/** The own check of the client is left out: ours is not. */
	@Test
	void clientRefusesServerOfAnotherNameAlsoIfRabbitDoesNotVerifyIt() throws Exception {
		try (TlsPeer peer = Messaging.peer("elsewhere.example", RabbitTests::begin)) {
			runner(peer).withPropertyValues("spring.rabbitmq.ssl.verify-hostname=false")
				.run((context) -> assertThatExceptionOfType(AmqpException.class).isThrownBy(() -> connect(context))
					.withRootCauseInstanceOf(HostnameMismatchException.class));
			assertThat(peer.seen()).isEmpty();
		}
	}

	@Test
	void clientRefusesServerOfAnotherAuthority() throws Exception {
		try (TlsPeer peer = Messaging.peerOfAnotherAuthority(RabbitTests::begin)) {
			runner(peer)
				.run((context) -> assertThatExceptionOfType(AmqpException.class).isThrownBy(() -> connect(context))
					.withStackTraceContaining("unable to find valid certification path"));
			assertThat(peer.seen()).isEmpty();
		}
	}

	@Test
	void clientWithoutCredentialIsRefusedByName() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", RabbitTests::begin)) {
			runner(peer).withPropertyValues(Messaging.NOBODY)
				.run((context) -> assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> connect(context))
					.withStackTraceContaining(NoSuchCredentialException.class.getName()));
			assertThat(peer.seen()).isEmpty();
		}
	}

	private static void connect(ApplicationContext context) {
		context.getBean(ConnectionFactory.class).createConnection();
	}

	private static void begin(SSLSocket socket, List<String> heard) throws IOException {
		heard.add(new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
	}

	private ApplicationContextRunner runner(TlsPeer peer) {
		return Messaging.runner(folder, this.store, RabbitAutoConfiguration.class)
			.withPropertyValues("spring.rabbitmq.host=localhost", "spring.rabbitmq.port=" + peer.port());
	}

}
