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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
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

import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Mail by SMTP over TLS, to a peer that speaks as much of it as one mail takes.
 */
@Timeout(120)
class MailTests {

	@TempDir
	static Path folder;

	private final CountingStore store = Messaging.store();

	@Test
	void mailIsSentWithCredential() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", MailTests::receive)) {
			runner(peer).run((context) -> {
				assertThat(this.store.queries()).isZero();
				send(context);
				assertThat(peer.seen()).containsExactly(Messaging.CREDENTIAL.certificate());
				assertThat(peer.heard()).contains("MAIL FROM:<ledger@localhost>", "RCPT TO:<bank@localhost>",
						"Subject: Balance", "42", ".");
			});
		}
	}

	@Test
	void clientRefusesServerOfAnotherName() throws Exception {
		try (TlsPeer peer = Messaging.peer("elsewhere.example", MailTests::receive)) {
			runner(peer)
				.run((context) -> assertThatExceptionOfType(MailSendException.class).isThrownBy(() -> send(context))
					.withRootCauseInstanceOf(HostnameMismatchException.class));
			assertThat(peer.seen()).isEmpty();
		}
	}

	@Test
	void clientRefusesServerOfAnotherAuthority() throws Exception {
		try (TlsPeer peer = Messaging.peerOfAnotherAuthority(MailTests::receive)) {
			runner(peer)
				.run((context) -> assertThatExceptionOfType(MailSendException.class).isThrownBy(() -> send(context))
					.withStackTraceContaining("unable to find valid certification path"));
			assertThat(peer.seen()).isEmpty();
		}
	}

	@Test
	void clientWithoutCredentialIsRefusedByName() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", MailTests::receive)) {
			runner(peer).withPropertyValues(Messaging.NOBODY)
				.run((context) -> assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> send(context))
					.withStackTraceContaining(NoSuchCredentialException.class.getName()));
			assertThat(peer.seen()).isEmpty();
		}
	}

	/**
	 * Why the fallback is switched off: what we refuse is tried once more, with the trust
	 * and the identity of the JVM.
	 */
	@Test
	void refusalWhenMailMayFallBackIsFollowedByConnectionWithoutUs() throws Exception {
		try (TlsPeer peer = Messaging.peer("localhost", MailTests::receive)) {
			runner(peer)
				.withPropertyValues(Messaging.NOBODY, "spring.mail.properties.mail.smtp.socketFactory.fallback=true")
				.run((context) -> assertThatExceptionOfType(MailSendException.class).isThrownBy(() -> send(context))
					.withStackTraceContaining("unable to find valid certification path"));
			assertThat(peer.seen()).isEmpty();
		}
	}

	private static void send(ApplicationContext context) {
		SimpleMailMessage message = new SimpleMailMessage();
		message.setFrom("ledger@localhost");
		message.setTo("bank@localhost");
		message.setSubject("Balance");
		message.setText("42");
		context.getBean(JavaMailSender.class).send(message);
	}

	private static void receive(SSLSocket socket, List<String> heard) throws IOException {
		OutputStream out = socket.getOutputStream();
		BufferedReader in = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		answer(out, "220 ready");
		boolean data = false;
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			heard.add(line);
			if (line.equals("DATA")) {
				data = true;
				answer(out, "354 go on");
			}
			else if (!data || line.equals(".")) {
				data = false;
				answer(out, line.equals("QUIT") ? "221 bye" : "250 ok");
			}
		}
	}

	private static void answer(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private ApplicationContextRunner runner(TlsPeer peer) {
		return Messaging.runner(folder, this.store, MailSenderAutoConfiguration.class)
			.withPropertyValues("spring.mail.host=localhost", "spring.mail.port=" + peer.port());
	}

}
