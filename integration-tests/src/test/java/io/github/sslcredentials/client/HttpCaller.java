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

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The default clients of an application, called in the same way.
 */
enum HttpCaller {

	REST_TEMPLATE {

		@Override
		ResponseEntity<String> call(ApplicationContext context, HttpMethod method, URI uri, @Nullable String body) {
			return context.getBean("sslCredentialsRestTemplate", RestTemplate.class)
				.exchange(uri, method, new HttpEntity<>(body), String.class);
		}

	},

	REST_CLIENT {

		@Override
		ResponseEntity<String> call(ApplicationContext context, HttpMethod method, URI uri, @Nullable String body) {
			RestClient.RequestBodySpec request = context.getBean("sslCredentialsRestClient", RestClient.class)
				.method(method)
				.uri(uri);
			return ((body != null) ? request.body(body) : request).retrieve().toEntity(String.class);
		}

	};

	abstract ResponseEntity<String> call(ApplicationContext context, HttpMethod method, URI uri, @Nullable String body);

	static RestClient named(ApplicationContext context, String name) {
		return context.getBean("ssl.clients." + name + ".RestClient", RestClient.class);
	}

	ResponseEntity<String> get(ApplicationContext context, URI uri) {
		return call(context, HttpMethod.GET, uri, null);
	}

}
