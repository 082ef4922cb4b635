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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;

/**
 * A reactive exchange that uses the client of a version until it has failed, was
 * cancelled, or the content of its response has ended in one way or the other.
 */
final class LeasedExchange {

	private LeasedExchange() {
	}

	/**
	 * Return an exchange.
	 * @param end ends the use, and may be called twice
	 * @param exchange begins the exchange
	 * @return its response
	 */
	static Mono<ClientHttpResponse> of(Runnable end, Supplier<Mono<ClientHttpResponse>> exchange) {
		AtomicBoolean answered = new AtomicBoolean();
		return Mono.defer(exchange).<ClientHttpResponse>map((response) -> {
			answered.set(true);
			return new Response(response, end);
		}).doFinally((signal) -> {
			if (!answered.get()) {
				end.run();
			}
		});
	}

	private static final class Response extends ClientHttpResponseDecorator {

		private final Runnable end;

		Response(ClientHttpResponse delegate, Runnable end) {
			super(delegate);
			this.end = end;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return super.getBody().doFinally((signal) -> this.end.run());
		}

	}

}
