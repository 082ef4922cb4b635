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

import javax.net.ssl.SSLException;

import io.github.sslcredentials.handshake.AllowedHosts;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Stands before each connection, those of redirects included: it is for the hosts of the
 * client only, and a redirect takes neither the identity to another host nor the request
 * out of TLS.
 */
final class RouteGuard implements ExecChainHandler {

	static final String NAME = "ssl-credentials-route";

	private final AllowedHosts hosts;

	RouteGuard(AllowedHosts hosts) {
		this.hosts = hosts;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		HttpHost target = scope.route.getTargetHost();
		this.hosts.check(target.getHostName());
		HttpHost proxy = scope.route.getProxyHost();
		if (isTls(proxy)) {
			throw tlsOfProxy(proxy);
		}
		checkRedirect(CalledHost.of(scope.clientContext), target);
		return chain.proceed(request, scope);
	}

	static SSLException tlsOfProxy(@Nullable HttpHost proxy) {
		return new SSLException(
				"The proxy '%s' wants TLS itself, which would show it the identity of this client; use a proxy by 'http' (CONNECT)"
					.formatted(proxy));
	}

	private static void checkRedirect(@Nullable HttpHost called, HttpHost target) throws SSLException {
		Redirects.check((called != null) ? called.getHostName() : "an unknown host", isTls(called),
				target.getHostName(), target.getSchemeName());
	}

	private static boolean isTls(@Nullable HttpHost host) {
		return host != null && "https".equalsIgnoreCase(host.getSchemeName());
	}

}
