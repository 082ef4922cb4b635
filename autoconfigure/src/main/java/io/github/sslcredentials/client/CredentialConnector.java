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

import java.io.IOException;
import java.net.URI;
import java.util.function.Function;

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

/**
 * Makes the reactive requests of one identity, with a connector of the HTTP library for
 * each version of it. The credential is read when the first request is made, on a thread
 * that may block.
 */
final class CredentialConnector implements ClientHttpConnector, DisposableBean {

	private final HandshakeSource source;

	private final ClientVersions<VersionConnector> versions;

	private final boolean redirects;

	CredentialConnector(HandshakeSource source, ConnectorEngine engine, @Nullable HttpClientSettings settings) {
		this.source = source;
		HttpClientSettings theirs = (settings != null) ? settings : HttpClientSettings.defaults();
		this.redirects = theirs.redirects() != HttpRedirects.DONT_FOLLOW;
		HttpClientSettings ours = theirs.withSslBundle(null).withRedirects(HttpRedirects.DONT_FOLLOW);
		this.versions = new ClientVersions<>(source, (handshake) -> engine.open(handshake, ours));
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> {
			try {
				if (uri.getHost() != null) {
					this.source.settings().hosts().check(uri.getHost());
				}
			}
			catch (IOException ex) {
				return Mono.error(ex);
			}
			return leased(null,
					(connector) -> this.redirects
							? new RedirectedExchange(connector, requestCallback).connect(method, uri)
							: connector.connect(method, uri, requestCallback));
		});
	}

	@Override
	public void destroy() throws Exception {
		this.versions.destroy();
	}

	/**
	 * Make an exchange with the version in force.
	 * @param refused the version that was in force a moment ago, and is not any more
	 */
	private Mono<ClientHttpResponse> leased(@Nullable LeasedVersion<VersionConnector> refused,
			Function<ClientHttpConnector, Mono<ClientHttpResponse>> exchange) {
		return version(refused).flatMap((version) -> {
			VersionLease<VersionConnector> lease = version.lease();
			return (lease != null) ? LeasedExchange.of(lease::end, () -> exchange.apply(lease.client().connector()))
					: leased(version, exchange);
		});
	}

	private Mono<LeasedVersion<VersionConnector>> version(@Nullable LeasedVersion<VersionConnector> refused) {
		LeasedVersion<VersionConnector> version = this.versions.ready();
		return (version != null && version != refused) ? Mono.just(version)
				: Mono.fromCallable(() -> this.versions.current(refused)).subscribeOn(Schedulers.boundedElastic());
	}

}
