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

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whom the application has called, outside the redirects: HttpComponents makes
 * a new original request of each of these.
 */
final class CalledHost implements ExecChainHandler {

	static final String NAME = "ssl-credentials-called-host";

	private static final String ATTRIBUTE = CalledHost.class.getName();

	/**
	 * Return whom the application has called.
	 * @param context the context of the exchange
	 * @return the host, or {@code null} if the exchange has not come through here
	 */
	static @Nullable HttpHost of(HttpContext context) {
		return (HttpHost) context.getAttribute(ATTRIBUTE);
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		scope.clientContext.setAttribute(ATTRIBUTE, scope.route.getTargetHost());
		return chain.proceed(request, scope);
	}

}
