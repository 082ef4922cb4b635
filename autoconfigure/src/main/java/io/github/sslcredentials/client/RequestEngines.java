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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;

/**
 * Knows the HTTP libraries by the builders of Spring Boot. Only what is there is loaded.
 */
final class RequestEngines {

	private RequestEngines() {
	}

	/**
	 * Return the library that the application has chosen.
	 * @param builder the builder of the application, or {@code null} if it has none
	 * @return the library
	 * @throws UnsupportedRequestFactoryException if the builder is not one of Boot's
	 */
	static RequestEngine of(@Nullable ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder == null) {
			return of(ClientHttpRequestFactoryBuilder.detect());
		}
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
			return new HttpComponentsEngine(httpComponents);
		}
		if (builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			return new JettyEngine(jetty);
		}
		if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			return new ReactorEngine(reactor);
		}
		if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
			return new JdkEngine(jdk);
		}
		if (builder instanceof SimpleClientHttpRequestFactoryBuilder simple) {
			return new SimpleEngine(simple);
		}
		throw new UnsupportedRequestFactoryException(
				"The application makes its HTTP requests with a '%s', which cannot present the identity of a client"
					.formatted(builder.getClass().getName()),
				"Set 'spring.http.clients.imperative.factory', or let your bean of type ClientHttpRequestFactoryBuilder be one of those that the interface makes, such as ClientHttpRequestFactoryBuilder.httpComponents() or jdk().");
	}

}
