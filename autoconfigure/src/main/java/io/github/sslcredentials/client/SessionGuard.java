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

import javax.net.ssl.SSLSession;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection and the first byte of a request: the connection must be one
 * of this very identity and version. It finds what a customizer of the application has
 * put in place of our TLS. That the route is secure is only what a route planner says.
 */
final class SessionGuard implements ExecChainHandler {

	static final String NAME = "ssl-credentials-session";

	private final HandshakeContext handshake;

	SessionGuard(HandshakeContext handshake) {
		this.handshake = handshake;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (!scope.execRuntime.isEndpointConnected()) {
			throw closed(scope.route.getTargetHost());
		}
		if (scope.route.isSecure() || "https".equalsIgnoreCase(scope.route.getTargetHost().getSchemeName())) {
			SSLSession session = session(scope.execRuntime.getEndpointInfo());
			if (session == null || !this.handshake.hasMade(session)) {
				throw replaced(scope.route.getTargetHost(), this.handshake);
			}
		}
		return chain.proceed(request, scope);
	}

	/** The peer has closed the connection since it was taken from the pool. */
	static ConnectionClosedException closed(HttpHost target) {
		return new ConnectionClosedException(
				"The connection to '%s' was closed before the request".formatted(target.getHostName()));
	}

	static TlsReplacedException replaced(HttpHost target, HandshakeContext handshake) {
		return new TlsReplacedException(
				"The connection to '%s' does not bear the identity of '%s': a customizer of this application has replaced the connection manager, the TLS strategy or the route planner of the HTTP client; remove it, or use a client of your own. Nothing was sent"
					.formatted(target.getHostName(), handshake.credential().path()));
	}

	static @Nullable SSLSession session(@Nullable EndpointInfo endpoint) {
		return (endpoint != null) ? endpoint.getSslSession() : null;
	}

}
