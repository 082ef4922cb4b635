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

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * Knows the HTTP libraries without blocking by the builders of Spring Boot. Only what is
 * there is loaded.
 */
final class ConnectorEngines {

	private ConnectorEngines() {
	}

	/**
	 * Return the library that the application has chosen.
	 * @param builder the builder of the application, or {@code null} if it has none
	 * @return the library
	 * @throws UnsupportedRequestFactoryException if the builder is not one of Boot's
	 */
	static ConnectorEngine of(@Nullable ClientHttpConnectorBuilder<?> builder) {
		if (builder == null) {
			return of(ClientHttpConnectorBuilder.detect());
		}
		if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			return new ReactorConnectorEngine(reactor);
		}
		if (builder instanceof JettyClientHttpConnectorBuilder jetty) {
			return new JettyConnectorEngine(jetty);
		}
		if (builder instanceof HttpComponentsClientHttpConnectorBuilder httpComponents) {
			return new HttpComponentsConnectorEngine(httpComponents);
		}
		if (builder instanceof JdkClientHttpConnectorBuilder jdk) {
			return new JdkConnectorEngine(jdk);
		}
		throw new UnsupportedRequestFactoryException(
				"The application makes its reactive HTTP requests with a '%s', which cannot present the identity of a client"
					.formatted(builder.getClass().getName()),
				"Set 'spring.http.clients.reactive.connector', or let your bean of type ClientHttpConnectorBuilder be one of those that the interface makes, such as ClientHttpConnectorBuilder.reactor() or jdk().");
	}

}
