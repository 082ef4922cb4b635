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

import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes request factories that present an identity, in the way in which the application
 * makes its own: with its builder, customizers and settings. May be used by several
 * threads at once; to be closed with the application.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RequestFactories implements DisposableBean {

	private final List<CredentialRequestFactory> created = new ArrayList<>();

	private boolean closed;

	synchronized ClientHttpRequestFactory create(HandshakeSource source,
			@Nullable ClientHttpRequestFactoryBuilder<?> builder, @Nullable HttpClientSettings settings) {
		if (this.closed) {
			throw new IllegalStateException("No HTTP client can be made any more: this application has been closed");
		}
		CredentialRequestFactory requestFactory = new CredentialRequestFactory(source, RequestEngines.of(builder),
				settings);
		this.created.add(requestFactory);
		return requestFactory;
	}

	@Override
	public synchronized void destroy() throws Exception {
		this.closed = true;
		Shutdown.of(this.created);
	}

}
