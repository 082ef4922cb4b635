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

package io.github.sslcredentials.docs.app;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.client.SslClients;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

// tag::ssl-clients[]
@Service
public class Tenants {

	private final SslClients clients;

	Tenants(SslClients clients) {
		this.clients = clients;
	}

	public @Nullable String statement(String employee, long address) {
		RestClient restClient = this.clients.restClient(CredentialPath.of("Employee", employee, "Address", address));
		return restClient.get().uri("https://api.bank.example/statement").retrieve().body(String.class);
	}

}
// end::ssl-clients[]
