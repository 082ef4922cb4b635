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

import java.net.CookieHandler;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * The HTTP client of the Java platform. It cannot be closed before Java 21: what is no
 * longer referenced closes its connections after a garbage collection.
 */
final class JdkEngine implements RequestEngine {

	private final JdkClientHttpRequestFactoryBuilder builder;

	private final AtomicReference<@Nullable CookieHandler> cookies = new AtomicReference<>();

	JdkEngine(JdkClientHttpRequestFactoryBuilder builder) {
		this.builder = builder;
	}

	@Override
	public VersionClient open(HandshakeContext handshake, HttpClientSettings settings) {
		SSLContext sslContext = CredentialSslContext.of(handshake);
		JdkClientHttpRequestFactory requestFactory = this.builder
			.withHttpClientCustomizer((client) -> configure(client, sslContext, this.cookies.get()))
			.build(settings.withRedirects(HttpRedirects.DONT_FOLLOW));
		JdkClient client = JdkClient.of(requestFactory, JdkClientHttpRequestFactory.class);
		client.keepCookies(this.cookies);
		return SameHostClient.of(requestFactory, client, settings);
	}

	/**
	 * After the customizers of the application. The cookies are those of the version
	 * before.
	 */
	static void configure(HttpClient.Builder client, SSLContext sslContext, @Nullable CookieHandler cookies) {
		client.sslContext(sslContext);
		client.followRedirects(HttpClient.Redirect.NEVER);
		if (cookies != null) {
			client.cookieHandler(cookies);
		}
	}

}
