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

package io.github.sslcredentials.ledger;

import java.net.URI;
import java.util.List;

import io.github.sslcredentials.app.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan(basePackageClasses = { Entry.class, Address.class })
public class LedgerApplication {

	@Bean
	SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/call", "/actuator/health")
				.permitAll()
				.anyRequest()
				.authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	@SuppressWarnings("removal") // rootUri leaves with RestTemplate
	RestTemplate theirs(RestTemplateBuilder builder) {
		return builder.baseUri("http://theirs.example").build();
	}

	@RestController
	static class LedgerController {

		private final EntryRepository entries;

		private final RestTemplate theirs;

		private final RestClient book;

		private final URI partner;

		LedgerController(EntryRepository entries, RestTemplate theirs, @Qualifier("book") RestClient book,
				@Value("${partner}") URI partner) {
			this.entries = entries;
			this.theirs = theirs;
			this.book = book;
			this.partner = partner;
		}

		@GetMapping("/entries")
		List<Entry> entries() {
			return this.entries.findAll();
		}

		@GetMapping("/root")
		String root() {
			return this.theirs.getUriTemplateHandler().expand("/").toString();
		}

		@GetMapping("/call")
		@Nullable String call() {
			return this.book.get().uri(this.partner).retrieve().body(String.class);
		}

	}

}
