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

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.client.RequestFactories;
import io.github.sslcredentials.client.RestClients;
import io.github.sslcredentials.client.RestTemplates;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A credential that expires while it is in use is refused on the next use, on kept-alive
 * connections too, until it is renewed in the store.
 */
@Timeout(60)
class ExpiryInUseTests {

	private static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private static final Instant NOT_AFTER = NOW.plus(Duration.ofHours(1));

	private final DevelopmentCa ca = DevelopmentCa.create();

	private final SettableClock clock = new SettableClock();

	private final CredentialRecord expiring = record("expiring", NOT_AFTER);

	private final AtomicReference<CredentialRecord> stored = new AtomicReference<>(this.expiring);

	private final MutualTlsPartner partner = MutualTlsPartner.start(this.ca);

	private final CredentialLoader loader = new CredentialLoader(() -> Map.of("store", (path) -> this.stored.get()),
			new CredentialReader(this.clock, () -> null), Duration.ofSeconds(10));

	private final HandshakeRegistry handshakes = new HandshakeRegistry(this.loader,
			new HandshakeSettings("ssl", AllowedHosts.of(List.of("localhost")),
					new TrustAnchors(false, false, List.of(this.ca.certificate())), true, null, List.of(), List.of()),
			(context) -> context.retirement().begin());

	private final RequestFactories requestFactories = new RequestFactories();

	@AfterEach
	void close() throws Exception {
		this.requestFactories.destroy();
		this.loader.close();
		this.partner.close();
	}

	@Test
	void restTemplateWhenCredentialExpiresIsRefusedUntilRenewed() {
		RestTemplate restTemplate = new RestTemplates(this.requestFactories, () -> null).create(client());
		assertRefusedUntilRenewed(() -> restTemplate.getForObject(this.partner.uri("/"), String.class));
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs)
			.containsExactly("CN=expiring", "CN=renewed");
	}

	@Test
	void restClientWhenCredentialExpiresIsRefusedUntilRenewed() {
		RestClient restClient = new RestClients(this.requestFactories, () -> null, () -> null, () -> null)
			.create(client());
		assertRefusedUntilRenewed(() -> restClient.get().uri(this.partner.uri("/")).retrieve().toBodilessEntity());
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs)
			.containsExactly("CN=expiring", "CN=renewed");
	}

	@Test
	void socketFactoryWhenCredentialExpiresIsRefusedUntilRenewed() {
		SSLSocketFactory socketFactory = CredentialSslContext.of(client()).getSocketFactory();
		assertRefusedUntilRenewed(() -> {
			try (Socket socket = socketFactory.createSocket("localhost", this.partner.port())) {
				socket.getOutputStream()
					.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				socket.getInputStream().readAllBytes();
			}
		});
		assertThat(this.partner.requests()).extracting(PartnerRequest::seenAs)
			.containsExactly("CN=expiring", "CN=renewed");
	}

	@Test
	void credentialInHandWhenItExpiresIsRefused() {
		SSLSocketFactory socketFactory = CredentialSslContext.of(this.handshakes.client(this.expiring))
			.getSocketFactory();
		this.clock.now = NOT_AFTER.plusSeconds(1);
		assertExpired(() -> socketFactory.createSocket("localhost", this.partner.port()),
				CredentialPath.of("Record", this.expiring.version()));
	}

	private void assertRefusedUntilRenewed(ThrowingCallable call) {
		assertThat(List.of(call)).allSatisfy(ThrowingCallable::call);
		this.clock.now = NOT_AFTER;
		assertThat(this.handshakes.credential(PATH).notAfter()).isEqualTo(NOT_AFTER);
		this.clock.now = NOT_AFTER.plusSeconds(1);
		assertExpired(call, PATH);
		assertThatThrownBy(() -> this.handshakes.credential(PATH)).isInstanceOf(InvalidCredentialException.class);
		this.stored.set(record("renewed", NOT_AFTER.plus(Duration.ofDays(1))));
		assertThat(List.of(call)).allSatisfy(ThrowingCallable::call);
		assertThat(this.partner.connections()).hasSize(2);
		assertThat(this.partner.failures()).isEmpty();
	}

	private void assertExpired(ThrowingCallable call, CredentialPath path) {
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(call)
			.withMessage(
					"Credential '%s', version %s, cannot be used: the certificate 'CN=expiring' has expired at '%s', store a renewed one",
					path, this.expiring.version(), NOT_AFTER)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.EXPIRED));
	}

	private HandshakeSource client() {
		return this.handshakes.client(PATH);
	}

	private CredentialRecord record(String name, Instant notAfter) {
		return this.ca.issue()
			.commonName(name)
			.client()
			.validity(NOW.minus(Duration.ofDays(1)), notAfter)
			.build()
			.record();
	}

	private static final class SettableClock extends Clock {

		private volatile Instant now = NOW;

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
