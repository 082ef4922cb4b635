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

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Ways in that look right and leak.
 */
final class NaiveWayIn {

	private NaiveWayIn() {
	}

	/** One context for all, whose key manager chooses by who is meant. */
	static WayIn sharedContext() {
		AtomicReference<HandshakeSource> meant = new AtomicReference<>();
		AtomicReference<SSLContext> shared = new AtomicReference<>();
		return (application, source) -> {
			meant.compareAndSet(null, source);
			shared.compareAndSet(null, NaiveKeyManager.context(() -> meant.get().current()));
			WayIn.Caller caller = OurWayIn.onNewSocket(shared.get().getSocketFactory());
			return (method, uri) -> {
				meant.set(source);
				caller.call(method, uri);
			};
		};
	}

	/** A pool that keeps connections whose context is not in force any more. */
	static WayIn outlivingPool() {
		return (application,
				source) -> components(HttpClients.custom().disableAutomaticRetries().disableConnectionState(), source);
	}

	/** A client that sends again whatever has failed. */
	static WayIn resender() {
		return (application, source) -> components(
				HttpClients.custom().disableConnectionState().setRetryStrategy(new AnyRetry()), source);
	}

	/** One factory for a client that checks names and one that does not. */
	static WayIn sharedFactory() {
		AtomicReference<SSLSocketFactory> shared = new AtomicReference<>();
		return (application, source) -> {
			shared.compareAndSet(null, CredentialSslContext.of(source).getSocketFactory());
			return OurWayIn.byUrlConnection(shared.get(), source.settings().verifyHostname());
		};
	}

	/** A client that takes its identity wherever it is sent. */
	static WayIn anyHost() {
		return (application, source) -> OurWayIn.SOCKETS.open(application,
				application.registry.client(LeakRun.PATH, application.settings(true, "localhost", "127.0.0.1")));
	}

	private static WayIn.Caller components(HttpClientBuilder client, HandshakeSource source) {
		TlsSocketStrategy tls = (socket, target, port, attachment, context) -> source.current()
			.handshake(socket, target, port);
		return OurWayIn.rest(RestClient.builder()
			.requestFactory(new HttpComponentsClientHttpRequestFactory(client
				.setConnectionManager(
						PoolingHttpClientConnectionManagerBuilder.create().setTlsSocketStrategy(tls).build())
				.build()))
			.build());
	}

	private static final class AnyRetry implements HttpRequestRetryStrategy {

		@Override
		public boolean retryRequest(HttpRequest request, IOException exception, int count, HttpContext context) {
			return count == 1;
		}

		@Override
		public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
			return false;
		}

		@Override
		public TimeValue getRetryInterval(HttpResponse response, int count, @Nullable HttpContext context) {
			return TimeValue.ZERO_MILLISECONDS;
		}

	}

}
