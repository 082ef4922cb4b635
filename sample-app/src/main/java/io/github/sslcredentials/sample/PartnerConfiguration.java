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

package io.github.sslcredentials.sample;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Stands in for the world outside: a certificate authority, a partner who trusts it, and
 * the certificate that it issued to us. A real application has none of this.
 *
 * @author SSL Credentials contributors
 */
@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

	@Bean
	DevelopmentCa developmentCa() {
		return DevelopmentCa.create();
	}

	/** Its certificate is for the name localhost, not for the address 127.0.0.1. */
	@Bean
	MutualTlsPartner partner(DevelopmentCa ca) {
		return MutualTlsPartner.builder(ca)
			.serverCredential(ca.issue().commonName("partner").dnsNames("localhost").server().build())
			.start();
	}

	/**
	 * The authority is a new one at each start, so what is stored from an earlier start
	 * is replaced, before anything is called.
	 */
	@Bean
	InitializingBean enrolment(DevelopmentCa ca, AddressRepository addresses) {
		return () -> addresses.save(new Address(1L, new Employee("asalieri", "Antonio Salieri"), "Spiegelgasse 11",
				"Wien", ca.issueClient("asalieri"), ca));
	}

}
