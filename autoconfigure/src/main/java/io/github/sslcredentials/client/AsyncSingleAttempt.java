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

import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducerWrapper;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SingleAttempt} does, without blocking.
 */
final class AsyncSingleAttempt {

	private static final String NAME = "ssl-credentials-single-attempt";

	private AsyncSingleAttempt() {
	}

	static void addTo(HttpAsyncClientBuilder client) {
		AsyncExecChainHandler aroundRetries = (request, content, scope, chain, callback) -> chain.proceed(request,
				Method.isIdempotent(request.getMethod()) ? content : new Unrepeatable(content), scope, callback);
		AsyncExecChainHandler withinRetries = (request, content, scope, chain, callback) -> chain.proceed(request,
				(content instanceof Unrepeatable unrepeatable) ? unrepeatable.content : content, scope, callback);
		client.addExecInterceptorBefore(ChainElement.RETRY.name(), NAME, aroundRetries);
		client.addExecInterceptorAfter(ChainElement.RETRY.name(), NAME + "-content", withinRetries);
	}

	private static final class Unrepeatable extends AsyncEntityProducerWrapper {

		private final @Nullable AsyncEntityProducer content;

		Unrepeatable(@Nullable AsyncEntityProducer content) {
			super((content != null) ? content : new BasicAsyncEntityProducer(new byte[0], null));
			this.content = content;
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

	}

}
