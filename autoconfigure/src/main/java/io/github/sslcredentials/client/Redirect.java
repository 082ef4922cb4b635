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
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Where a request has been redirected to, of the request that the application has made.
 *
 * @param called what the application has called
 * @param uri where to go
 * @param method the method to use there
 * @param withContent whether the content is to be sent there
 * @param count how many redirects led there
 */
record Redirect(URI called, URI uri, HttpMethod method, boolean withContent, int count) {

	private static final int MAX_REDIRECTS = 20;

	private static final List<String> CONFIDENTIAL = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE,
			HttpHeaders.PROXY_AUTHORIZATION);

	/** The request itself, which no redirect has led to. */
	static Redirect of(URI uri, HttpMethod method) {
		return new Redirect(uri, uri, method, true, 0);
	}

	/**
	 * Return where a response redirects to.
	 * @param response the response
	 * @return the redirect, or {@code null} if it is none
	 * @throws IOException if the redirect must not be followed
	 */
	@Nullable Redirect next(ClientHttpResponse response) throws IOException {
		try {
			return next(response.getStatusCode().value(), response.getHeaders());
		}
		catch (IOException ex) {
			response.close();
			throw ex;
		}
	}

	/**
	 * Return where a response redirects to.
	 * @param status the status of the response
	 * @param headers the headers of the response
	 * @return the redirect, or {@code null} if it is none
	 * @throws IOException if the redirect must not be followed
	 */
	@Nullable Redirect next(int status, HttpHeaders headers) throws IOException {
		String location = headers.getFirst(HttpHeaders.LOCATION);
		if (location == null || !isRedirect(status)) {
			return null;
		}
		URI target = target(location);
		if (target.getHost() == null) {
			throw new IOException("A redirect to '%s' is not followed: it names no host".formatted(target));
		}
		if (!isTls(target) && !"http".equalsIgnoreCase(target.getScheme())) {
			throw new IOException("A redirect to '%s' is not followed: it is not by HTTP".formatted(target));
		}
		Redirects.check(this.called.getHost(), isTls(this.called) || isTls(this.uri), target.getHost(),
				target.getScheme());
		if (this.count == MAX_REDIRECTS) {
			throw new IOException("More than %d redirects are not followed".formatted(MAX_REDIRECTS));
		}
		HttpMethod method = method(status);
		return new Redirect(this.called, target, method, this.withContent && method.equals(this.method),
				this.count + 1);
	}

	/**
	 * Return the headers of the request there.
	 * @param headers the headers of the request that the application has made
	 * @return the headers, without those of the content if it is not sent
	 */
	HttpHeaders headers(HttpHeaders headers) {
		HttpHeaders left = HttpHeaders.copyOf(headers);
		left.remove(HttpHeaders.HOST);
		if (!this.withContent) {
			removeContent(left);
		}
		return left;
	}

	/**
	 * Return whether what the headers confide to the origin that was called would get to
	 * another one: it is the same host, and another port.
	 * @param headers the headers of the request that the application has made
	 * @return whether the redirect must not be followed
	 */
	boolean betrays(HttpHeaders headers) {
		boolean sameOrigin = isTls(this.uri) == isTls(this.called) && port(this.uri) == port(this.called);
		return !sameOrigin && CONFIDENTIAL.stream().anyMatch(headers::containsHeader);
	}

	/**
	 * Remove the headers that describe content.
	 */
	static void removeContent(HttpHeaders headers) {
		headers.remove(HttpHeaders.TRANSFER_ENCODING);
		headers.headerNames()
			.stream()
			.filter((name) -> name.regionMatches(true, 0, "Content-", 0, "Content-".length()))
			.toList()
			.forEach(headers::remove);
	}

	private static boolean isRedirect(int status) {
		return (status >= 301 && status <= 303) || status == 307 || status == 308;
	}

	private static boolean isTls(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme());
	}

	private static int port(URI uri) {
		int standard = isTls(uri) ? 443 : 80;
		return (uri.getPort() >= 0) ? uri.getPort() : standard;
	}

	private URI target(String location) throws IOException {
		try {
			return this.uri.resolve(location);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("A redirect to '%s' is not followed: it is no URI".formatted(location), ex);
		}
	}

	private HttpMethod method(int status) {
		boolean toGet = (status == 303) ? !HttpMethod.HEAD.equals(this.method)
				: (status < 303 && HttpMethod.POST.equals(this.method));
		return toGet ? HttpMethod.GET : this.method;
	}

}
