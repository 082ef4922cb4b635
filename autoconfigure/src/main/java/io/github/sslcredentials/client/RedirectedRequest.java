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
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A request that follows redirects (RFC 9110, section 15.4) to the host that was called.
 * Content is sent again only where the redirect asks for it and it can be written again;
 * else the redirect itself is the response.
 */
final class RedirectedRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

	private final ClientHttpRequestFactory requestFactory;

	private final ClientHttpRequest request;

	private @Nullable Body body;

	private boolean written;

	RedirectedRequest(ClientHttpRequestFactory requestFactory, ClientHttpRequest request) {
		this.requestFactory = requestFactory;
		this.request = request;
	}

	@Override
	public HttpMethod getMethod() {
		return this.request.getMethod();
	}

	@Override
	public URI getURI() {
		return this.request.getURI();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.request.getHeaders();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.request.getAttributes();
	}

	@Override
	public OutputStream getBody() throws IOException {
		this.written = true;
		return this.request.getBody();
	}

	@Override
	public void setBody(Body body) {
		this.body = body;
		if (this.request instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(body);
		}
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		HttpHeaders headers = HttpHeaders.copyOf(getHeaders());
		if (this.body != null && !(this.request instanceof StreamingHttpOutputMessage)) {
			this.body.writeTo(this.request.getBody());
		}
		ClientHttpResponse response = this.request.execute();
		Redirect redirect = Redirect.of(getURI(), getMethod()).next(response);
		while (redirect != null && canFollow(redirect) && !redirect.betrays(headers)) {
			response.close();
			response = request(redirect, headers).execute();
			redirect = redirect.next(response);
		}
		return response;
	}

	private boolean canFollow(Redirect redirect) {
		return !redirect.withContent() || (!this.written && (this.body == null || this.body.repeatable()));
	}

	private ClientHttpRequest request(Redirect redirect, HttpHeaders headers) throws IOException {
		ClientHttpRequest next = this.requestFactory.createRequest(redirect.uri(), redirect.method());
		next.getHeaders().putAll(redirect.headers(headers));
		next.getAttributes().putAll(getAttributes());
		Body content = this.body;
		if (content != null && redirect.withContent()) {
			if (next instanceof StreamingHttpOutputMessage streaming) {
				streaming.setBody(content);
			}
			else {
				content.writeTo(next.getBody());
			}
		}
		return next;
	}

}
