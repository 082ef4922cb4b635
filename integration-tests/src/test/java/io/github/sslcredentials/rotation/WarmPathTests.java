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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import io.github.sslcredentials.loading.LoadedCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * With a warm credential, a request or a handshake asks no store, parses nothing, and
 * enters no monitor of ours: it ends while all of them are held by another thread.
 */
@Timeout(60)
class WarmPathTests {

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/1/Certificate/1");

	private static final CredentialPath COLD = CredentialPath.parse("Merchant/2/Certificate/1");

	private static final int CALLS = 20;

	private final RotatingApplication application = new RotatingApplication();

	private HandshakeSource source;

	@BeforeEach
	void put() {
		this.application.store.put(PATH, this.application.record("warm"));
		this.application.store.put(COLD, this.application.record("cold"));
		this.source = this.application.client(PATH);
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@EnumSource
	void callWhenWarmAsksNoStoreAndParsesNothing(OurWayIn way) throws Exception {
		WayIn.Caller caller = way.open(this.application, this.source);
		call(caller);
		int asked = this.application.store.found().size();
		Credential credential = this.source.current().credential();
		for (int i = 0; i < CALLS; i++) {
			call(caller);
		}
		assertThat(this.application.store.found()).hasSize(asked);
		assertThat(this.source.current().credential()).isSameAs(credential);
		assertThat(this.application.loader.load(PATH)).isSameAs(credential);
		assertThat(this.application.seen()).hasSize(CALLS + 1).containsOnly("CN=warm");
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_COMPONENTS", "JDK", "JETTY", "REACTOR", "SIMPLE" })
	void callWhenWarmEndsWhileAllMonitorsAreHeld(OurWayIn way) throws Exception {
		RestClient client = this.application.restClient(this.source, library(way));
		WayIn.Caller caller = OurWayIn.rest(client);
		call(caller);
		try (HeldMonitors held = hold(client)) {
			assertThat(held.isHeld(Class.forName("io.github.sslcredentials.client.ClientVersions"))).isTrue();
			assertThat(held.isHeld(Class.forName("io.github.sslcredentials.client.LeasedVersion"))).isTrue();
			calling(caller).get(10, TimeUnit.SECONDS);
		}
		assertThat(this.application.seen()).containsExactly("CN=warm", "CN=warm");
	}

	@Test
	void handshakeWhenWarmEndsWhileAllMonitorsAreHeld() throws Exception {
		SSLSocketFactory factory = CredentialSslContext.of(this.source).getSocketFactory();
		WayIn.Caller caller = OurWayIn.onNewSocket(factory);
		call(caller);
		try (HeldMonitors held = hold(factory)) {
			assertThat(held.isHeld(HandshakeContext.class)).isTrue();
			calling(caller).get(10, TimeUnit.SECONDS);
		}
		assertThat(this.application.partner.connections()).hasSize(2);
	}

	/** The control: what does enter a monitor of ours waits for it. */
	@Test
	void callWhenColdWaitsForHeldMonitors() throws Exception {
		HandshakeSource cold = this.application.client(COLD);
		WayIn.Caller caller = OurWayIn.HTTP_COMPONENTS.open(this.application, cold);
		CompletableFuture<Void> calling;
		try (HeldMonitors held = hold(cold)) {
			assertThat(held.isHeld(PublishedHandshake.class)).isTrue();
			calling = calling(caller);
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> calling.get(300, TimeUnit.MILLISECONDS));
		}
		calling.get(10, TimeUnit.SECONDS);
		assertThat(this.application.seen()).containsExactly("CN=cold");
	}

	private HeldMonitors hold(Object user) throws Exception {
		HeldMonitors held = HeldMonitors.of("org.springframework.web.client.", user, this.source,
				this.application.registry, this.application.refresh, this.application.loader);
		assertThat(held.isHeld(PublishedHandshake.class)).isTrue();
		assertThat(held.isHeld(CredentialRefresh.class)).isTrue();
		assertThat(held.isHeld(BoundedTasks.class)).isTrue();
		assertThat(held.isHeld(LoadedCredentials.class)).isTrue();
		return held;
	}

	private CompletableFuture<Void> calling(WayIn.Caller caller) {
		return CompletableFuture.runAsync(() -> {
			try {
				call(caller);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private void call(WayIn.Caller caller) throws Exception {
		caller.call("POST", this.application.partner.uri("/"));
	}

	private static ClientHttpRequestFactoryBuilder<?> library(OurWayIn way) {
		return switch (way) {
			case JDK -> ClientHttpRequestFactoryBuilder.jdk();
			case JETTY -> ClientHttpRequestFactoryBuilder.jetty();
			case REACTOR -> ClientHttpRequestFactoryBuilder.reactor();
			case SIMPLE -> ClientHttpRequestFactoryBuilder.simple();
			default -> ClientHttpRequestFactoryBuilder.httpComponents();
		};
	}

}
