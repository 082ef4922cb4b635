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

import io.github.sslcredentials.handshake.AllowedHosts;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * What {@link RouteGuard} does, without blocking. Redirects are none of its business:
 * they are followed outside.
 */
final class AsyncRouteGuard implements AsyncExecChainHandler {

	static final String NAME = RouteGuard.NAME;

	private final AllowedHosts hosts;

	AsyncRouteGuard(AllowedHosts hosts) {
		this.hosts = hosts;
	}

	@Override
	public void execute(HttpRequest request, AsyncEntityProducer content, AsyncExecChain.Scope scope,
			AsyncExecChain chain, AsyncExecCallback callback) throws HttpException, IOException {
		this.hosts.check(scope.route.getTargetHost().getHostName());
		HttpHost proxy = scope.route.getProxyHost();
		if (proxy != null && "https".equalsIgnoreCase(proxy.getSchemeName())) {
			throw RouteGuard.tlsOfProxy(proxy);
		}
		chain.proceed(request, content, scope, callback);
	}

}
