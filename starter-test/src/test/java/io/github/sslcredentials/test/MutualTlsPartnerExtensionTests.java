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

package io.github.sslcredentials.test;

import java.net.Socket;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link MutualTlsPartnerExtension}.
 *
 * @author SSL Credentials contributors
 */
class MutualTlsPartnerExtensionTests {

	private static final DevelopmentCa ca = DevelopmentCa.create();

	private static final IssuedCredential asalieri = ca.issueClient("asalieri");

	private static ExtensionContext context;

	@RegisterExtension
	static final BeforeEachCallback capture = (current) -> context = current;

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(MutualTlsPartner.builder(ca));

	@RepeatedTest(2)
	void connectionsWhenTestBeginsAreEmpty() throws Exception {
		assertThat(partner.connections()).isEmpty();
		PlainClient.of(ca, asalieri).get(partner.uri("/"));
		assertThat(partner.connections()).hasSize(1);
	}

	@Test
	void afterAllWhenClassHasEndedCloses() throws Exception {
		MutualTlsPartnerExtension other = new MutualTlsPartnerExtension(MutualTlsPartner.builder(ca));
		other.beforeAll(context);
		other.afterEach(context);
		connect(other);
		other.afterAll(context);
		assertThatIOException().isThrownBy(() -> connect(other));
	}

	@Test
	void afterEachWhenFieldIsNotStaticCloses() {
		MutualTlsPartnerExtension other = new MutualTlsPartnerExtension(MutualTlsPartner.builder(ca));
		other.beforeEach(context);
		other.afterEach(context);
		assertThatIOException().isThrownBy(() -> connect(other));
	}

	private static void connect(MutualTlsPartner partner) throws Exception {
		new Socket(partner.address().getAddress(), partner.port()).close();
	}

	@Nested
	@Order(1)
	class First {

		@Test
		void serveWhenNestedAnswers() throws Exception {
			connect(partner);
		}

	}

	@Nested
	@Order(2)
	class Second {

		@Test
		void serveWhenEarlierNestedClassHasEndedAnswers() throws Exception {
			connect(partner);
		}

	}

}
