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
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * What {@link SessionGuard} does, without blocking.
 */
final class AsyncSessionGuard implements AsyncExecChainHandler {

	static final String NAME = SessionGuard.NAME;

	private final HandshakeContext handshake;

	AsyncSessionGuard(HandshakeContext handshake) {
		this.handshake = handshake;
	}

	@Override
	public void execute(HttpRequest request, AsyncEntityProducer content, AsyncExecChain.Scope scope,
			AsyncExecChain chain, AsyncExecCallback callback) throws HttpException, IOException {
		if (!scope.execRuntime.isEndpointConnected()) {
			throw SessionGuard.closed(scope.route.getTargetHost());
		}
		SSLSession session = SessionGuard.session(scope.execRuntime.getEndpointInfo());
		if ("https".equalsIgnoreCase(scope.route.getTargetHost().getSchemeName())
				&& (session == null || !this.handshake.hasMade(session))) {
			throw SessionGuard.replaced(scope.route.getTargetHost(), this.handshake);
		}
		chain.proceed(request, content, scope, callback);
	}

}
