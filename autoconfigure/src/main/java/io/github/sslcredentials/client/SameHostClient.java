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

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * A client of a library that would follow a redirect to any host: it is set up to follow
 * none, and those to the same host are followed here.
 *
 * @param requestFactory makes the requests
 * @param resources what the library's client has opened
 * @param redirects whether to follow redirects
 */
record SameHostClient(ClientHttpRequestFactory requestFactory, VersionResources resources,
		boolean redirects) implements VersionClient {

	static SameHostClient of(ClientHttpRequestFactory requestFactory, VersionResources resources,
			HttpClientSettings settings) {
		return new SameHostClient(requestFactory, resources, settings.redirects() != HttpRedirects.DONT_FOLLOW);
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		ClientHttpRequest request = this.requestFactory.createRequest(uri, method);
		return this.redirects ? new RedirectedRequest(this.requestFactory, request) : request;
	}

	@Override
	public void destroy() throws Exception {
		this.resources.destroy();
	}

	@Override
	public void abort() throws Exception {
		this.resources.abort();
	}

	@Override
	public boolean canBeClosed() {
		return this.resources.canBeClosed();
	}

}
