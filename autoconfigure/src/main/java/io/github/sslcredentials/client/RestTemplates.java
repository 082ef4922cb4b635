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

import java.util.function.Supplier;

import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/**
 * Makes a {@link RestTemplate} for an identity, by the builder of the application.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RestTemplates {

	private final RequestFactories requestFactories;

	private final Supplier<@Nullable RestTemplateBuilder> builder;

	/**
	 * Create a maker.
	 * @param requestFactories makes request factories
	 * @param builder delivers the builder of the application, if it has one
	 */
	public RestTemplates(RequestFactories requestFactories, Supplier<@Nullable RestTemplateBuilder> builder) {
		this.requestFactories = requestFactories;
		this.builder = builder;
	}

	/**
	 * Return a new template.
	 * @param source the handshake of the identity
	 * @return the template
	 * @throws UnsupportedRequestFactoryException if the application's way of making
	 * requests cannot take the identity
	 */
	public RestTemplate create(HandshakeSource source) {
		RestTemplateBuilder provided = this.builder.get();
		RestTemplateBuilder builder = (provided != null) ? provided : new RestTemplateBuilder();
		ClientHttpRequestFactoryBuilder<?> requestFactoryBuilder = builder.requestFactoryBuilder();
		ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> ours = (settings) -> this.requestFactories
			.create(source, requestFactoryBuilder, settings);
		RestTemplate restTemplate = builder.requestFactoryBuilder(ours).build();
		checkNotReplaced(restTemplate.getRequestFactory());
		return restTemplate;
	}

	private static void checkNotReplaced(ClientHttpRequestFactory requestFactory) {
		ClientHttpRequestFactory candidate = requestFactory;
		while (candidate instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			candidate = wrapper.getDelegate();
		}
		if (!(candidate instanceof CredentialRequestFactory)) {
			throw new UnsupportedRequestFactoryException(
					"A RestTemplateCustomizer has replaced the request factory of a RestTemplate that presents an identity, by a '%s'"
						.formatted(candidate.getClass().getName()),
					"Let the customizer leave the request factory alone, or wrap it (AbstractClientHttpRequestFactoryWrapper).");
		}
	}

}
