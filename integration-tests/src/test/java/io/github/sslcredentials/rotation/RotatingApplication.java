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

package io.github.sslcredentials.rotation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.client.RequestFactories;
import io.github.sslcredentials.client.RestClients;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.test.CertificateBuilder;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.web.client.RestClient;

/**
 * A store, a partner and all between them, without Spring; time for refreshing passes
 * only as the test says.
 */
final class RotatingApplication implements AutoCloseable {

	final DevelopmentCa ca = DevelopmentCa.create();

	final MutualTlsPartner partner;

	final RotatingStore store = new RotatingStore();

	final List<Object> events = new CopyOnWriteArrayList<>();

	final AtomicLong nanos = new AtomicLong();

	final CredentialLoader loader = new CredentialLoader(() -> Map.of("store", this.store),
			new CredentialReader(Clock.systemUTC(), () -> null), Duration.ofSeconds(10));

	private final RotationScheduler scheduler = new RotationScheduler();

	private final RequestFactories requestFactories = new RequestFactories();

	private volatile Consumer<Object> listener = this.events::add;

	final HandshakeRegistry registry = new HandshakeRegistry(this.loader, settings(true, "localhost"),
			new Draining(this.scheduler, (event) -> this.listener.accept(event)));

	final CredentialRefresh refresh = new CredentialRefresh(this.loader, this.registry,
			new RefreshSettings(Duration.ZERO, Duration.ofSeconds(2)), this.scheduler,
			(event) -> this.listener.accept(event), this.nanos::get);

	RotatingApplication() {
		this((partner) -> partner);
	}

	RotatingApplication(UnaryOperator<MutualTlsPartner.Builder> partner) {
		this.partner = partner.apply(MutualTlsPartner.builder(this.ca)).start();
	}

	CertificateBuilder issue(String name) {
		return this.ca.issue().commonName(name);
	}

	CredentialRecord record(String name) {
		return issue(name).client().build().record();
	}

	HandshakeSource client(CredentialPath path) {
		return this.registry.client(path);
	}

	RestClient restClient(CredentialPath path) {
		return restClient(client(path), null);
	}

	RestClient restClient(HandshakeSource source, @Nullable ClientHttpRequestFactoryBuilder<?> library) {
		return new RestClients(this.requestFactories, () -> null, () -> library, () -> null).create(source);
	}

	void call(RestClient client) {
		client.get().uri(this.partner.uri("/")).retrieve().toBodilessEntity();
	}

	List<String> seen() {
		return this.partner.requests().stream().map(PartnerRequest::seenAs).toList();
	}

	<T> List<T> events(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	void publish(Object event) {
		this.listener.accept(event);
	}

	void listener(Consumer<Object> listener) {
		this.listener = listener;
	}

	HandshakeSettings settings() {
		return settings(true, "localhost");
	}

	HandshakeSettings settings(boolean verifyHostname, String... hosts) {
		return new HandshakeSettings("ssl", AllowedHosts.of(List.of(hosts)),
				new TrustAnchors(false, false, List.of(this.ca.certificate())), verifyHostname, null, List.of(),
				List.of());
	}

	@Override
	public void close() {
		this.refresh.close();
		this.scheduler.close();
		try {
			this.requestFactories.destroy();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		this.loader.close();
		this.partner.close();
	}

}
