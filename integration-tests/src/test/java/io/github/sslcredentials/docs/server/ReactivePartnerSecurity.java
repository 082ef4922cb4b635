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

package io.github.sslcredentials.docs.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Clients are known by their certificates.
 *
 * @author SSL Credentials contributors
 */
// tag::reactive[]
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
public class ReactivePartnerSecurity {

	@Bean
	SecurityWebFilterChain partners(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.x509(Customizer.withDefaults())
			.build();
	}

	@Bean
	MapReactiveUserDetailsService partnerAccounts() {
		return new MapReactiveUserDetailsService(User.withUsername("asalieri").password("").roles("PARTNER").build());
	}

}
// end::reactive[]
