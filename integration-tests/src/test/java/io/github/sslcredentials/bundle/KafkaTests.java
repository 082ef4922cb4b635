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

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.server.CountingStore;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Kafka's client over TLS, by the engine factory of Spring Boot. The peer is no broker:
 * it reads the first request, which asks for the versions of the protocol, and hangs up.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class KafkaTests {

	private static final short API_VERSIONS = 18;

	@TempDir
	static Path folder;

	private final CountingStore store = Messaging.store();

	@Test
	void peerSeesCredential() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", KafkaTests::begin)) {
			runner(peer).run((context) -> {
				assertThat(this.store.queries()).isZero();
				assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> connect(context));
				assertThat(peer.seen()).isNotEmpty().containsOnly(Messaging.CREDENTIAL.certificate());
				assertThat(peer.heard()).isNotEmpty().containsOnly("request " + API_VERSIONS);
			});
		}
	}

	@Test
	void clientRefusesServerOfAnotherName() throws Exception {
		try (TlsPeer peer = Messaging.peer("elsewhere.example", KafkaTests::begin)) {
			runner(peer).run((context) -> assertThatExceptionOfType(SslAuthenticationException.class)
				.isThrownBy(() -> connect(context))
				.withRootCauseInstanceOf(HostnameMismatchException.class));
			assertThat(peer.seen()).isEmpty();
		}
	}

	/** By an empty algorithm Kafka's own check is left out: ours is not. */
	@Test
	void clientRefusesServerOfAnotherNameAlsoIfKafkaDoesNotVerifyIt() throws Exception {
		try (TlsPeer peer = Messaging.peer("elsewhere.example", KafkaTests::begin)) {
			runner(peer).withPropertyValues("spring.kafka.properties.ssl.endpoint.identification.algorithm=")
				.run((context) -> assertThatExceptionOfType(SslAuthenticationException.class)
					.isThrownBy(() -> connect(context))
					.withRootCauseInstanceOf(HostnameMismatchException.class));
			assertThat(peer.seen()).isEmpty();
		}
	}

	@Test
	void clientRefusesServerOfAnotherAuthority() throws Exception {
		try (TlsPeer peer = Messaging.peerOfAnotherAuthority(KafkaTests::begin)) {
			runner(peer).run((context) -> assertThatExceptionOfType(SslAuthenticationException.class)
				.isThrownBy(() -> connect(context))
				.withStackTraceContaining("unable to find valid certification path"));
			assertThat(peer.seen()).isEmpty();
		}
	}

	/** Kafka tries again until the time is up, and says why in its log. */
	@Test
	void clientWithoutCredentialIsRefusedByNameInLog(CapturedOutput output) throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", KafkaTests::begin)) {
			runner(peer).withPropertyValues(Messaging.NOBODY)
				.run((context) -> assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> connect(context)));
			assertThat(output).contains(NoSuchCredentialException.class.getName());
			assertThat(peer.seen()).isEmpty();
		}
	}

	private static void connect(ApplicationContext context) {
		try (Producer<?, ?> producer = context.getBean(ProducerFactory.class).createProducer()) {
			producer.partitionsFor("balances");
		}
	}

	private static void begin(SSLSocket socket, List<String> heard) throws IOException {
		DataInputStream in = new DataInputStream(socket.getInputStream());
		in.readInt();
		heard.add("request " + in.readShort());
	}

	private ApplicationContextRunner runner(TlsPeer peer) {
		return Messaging.runner(folder, this.store, KafkaAutoConfiguration.class)
			.withPropertyValues("spring.kafka.bootstrap-servers=localhost:" + peer.port(),
					"spring.kafka.producer.properties.max.block.ms=5000");
	}

}
