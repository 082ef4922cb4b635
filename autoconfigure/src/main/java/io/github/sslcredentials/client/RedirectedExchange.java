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
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.client.reactive.ClientHttpResponse;

/**
 * A reactive exchange that follows redirects (RFC 9110, section 15.4) to the host that
 * was called. The content of a request that is not safe may come from where it comes only
 * once, and is not sent again: a redirect that asks for it is the response.
 *
 * @param connector makes the requests
 * @param requestCallback writes a request of the application
 */
record RedirectedExchange(ClientHttpConnector connector,
		Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {

	Mono<ClientHttpResponse> connect(HttpMethod method, URI uri) {
		AtomicReference<HttpHeaders> headers = new AtomicReference<>();
		return follow(Redirect.of(uri, method), headers, this.connector.connect(method, uri, (request) -> {
			headers.set(request.getHeaders());
			return this.requestCallback.apply(request);
		}));
	}

	private Mono<ClientHttpResponse> follow(Redirect current, AtomicReference<HttpHeaders> headers,
			Mono<ClientHttpResponse> exchange) {
		return exchange.flatMap((response) -> {
			Redirect next;
			try {
				next = current.next(response.getStatusCode().value(), response.getHeaders());
			}
			catch (IOException ex) {
				return release(response).then(Mono.error(ex));
			}
			return (next != null && canFollow(next) && !betrays(next, headers.get()))
					? release(response).then(follow(next, headers, send(next))) : Mono.just(response);
		});
	}

	private Mono<ClientHttpResponse> send(Redirect redirect) {
		return this.connector.connect(redirect.method(), redirect.uri(), (request) -> this.requestCallback
			.apply(redirect.withContent() ? request : new WithoutContent(request)));
	}

	private static boolean betrays(Redirect redirect, @Nullable HttpHeaders headers) {
		return headers == null || redirect.betrays(headers);
	}

	private static boolean canFollow(Redirect redirect) {
		return !redirect.withContent() || HttpMethod.GET.equals(redirect.method())
				|| HttpMethod.HEAD.equals(redirect.method()) || HttpMethod.OPTIONS.equals(redirect.method());
	}

	private static Mono<Void> release(ClientHttpResponse response) {
		return response.getBody().doOnNext(DataBufferUtils::release).then();
	}

	private static final class WithoutContent extends ClientHttpRequestDecorator {

		WithoutContent(ClientHttpRequest request) {
			super(request);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return setComplete();
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return setComplete();
		}

		@Override
		public Mono<Void> setComplete() {
			Redirect.removeContent(getHeaders());
			return super.setComplete();
		}

	}

}
