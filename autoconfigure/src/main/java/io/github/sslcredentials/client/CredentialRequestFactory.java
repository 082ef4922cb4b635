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

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes the requests of one identity, with a client of the HTTP library for each version
 * of it. The credential is read when the first request is made.
 */
final class CredentialRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final HandshakeSource source;

	private final ClientVersions<VersionClient> versions;

	CredentialRequestFactory(HandshakeSource source, RequestEngine engine, @Nullable HttpClientSettings settings) {
		this.source = source;
		HttpClientSettings theirs = ((settings != null) ? settings : HttpClientSettings.defaults()).withSslBundle(null);
		this.versions = new ClientVersions<>(source, (handshake) -> engine.open(handshake, theirs));
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		if (uri.getHost() != null) {
			this.source.settings().hosts().check(uri.getHost());
		}
		VersionLease<VersionClient> lease = this.versions.lease();
		try {
			return new LeasedRequest(lease.client().createRequest(uri, httpMethod), lease::end);
		}
		catch (IOException | RuntimeException | Error ex) {
			lease.end();
			throw ex;
		}
	}

	@Override
	public void destroy() throws Exception {
		this.versions.destroy();
	}

}
