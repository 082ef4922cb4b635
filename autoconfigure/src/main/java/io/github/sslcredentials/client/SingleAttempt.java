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
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.io.entity.NullEntity;
import org.jspecify.annotations.Nullable;

/**
 * Lets what is not idempotent (RFC 9110, section 9.2.2) be sent once only: HttpComponents
 * sends any request again that was answered by 429 or 503, a payment too. To the retries,
 * and to nothing else, its content looks like one that cannot be sent again.
 */
final class SingleAttempt {

	private static final String NAME = "ssl-credentials-single-attempt";

	private SingleAttempt() {
	}

	static void addTo(HttpClientBuilder client) {
		client.addExecInterceptorBefore(ChainElement.RETRY.name(), NAME, SingleAttempt::aroundRetries);
		client.addExecInterceptorAfter(ChainElement.RETRY.name(), NAME + "-content", SingleAttempt::withinRetries);
	}

	private static ClassicHttpResponse aroundRetries(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (Method.isIdempotent(request.getMethod())) {
			return chain.proceed(request, scope);
		}
		HttpEntity content = request.getEntity();
		return proceed(request, new Unrepeatable(content), content, scope, chain);
	}

	private static ClassicHttpResponse withinRetries(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (request.getEntity() instanceof Unrepeatable unrepeatable) {
			return proceed(request, unrepeatable.content, unrepeatable, scope, chain);
		}
		return chain.proceed(request, scope);
	}

	private static ClassicHttpResponse proceed(ClassicHttpRequest request, @Nullable HttpEntity during,
			@Nullable HttpEntity afterwards, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
		request.setEntity(during);
		try {
			return chain.proceed(request, scope);
		}
		finally {
			request.setEntity(afterwards);
		}
	}

	private static final class Unrepeatable extends HttpEntityWrapper {

		private final @Nullable HttpEntity content;

		Unrepeatable(@Nullable HttpEntity content) {
			super((content != null) ? content : NullEntity.INSTANCE);
			this.content = content;
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

	}

}
