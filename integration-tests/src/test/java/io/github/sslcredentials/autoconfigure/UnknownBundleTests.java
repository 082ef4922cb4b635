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

package io.github.sslcredentials.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.app.InMemoryApplication;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * A bundle that is asked for by a name that there is not is explained at start.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownBundleTests {

	private static final String CREDENTIAL = ".credential=Employee/asalieri/Address/1";

	private static final String[] CLIENTS = { "ssl.clients.my-bank" + CREDENTIAL, "ssl.clients.shop" + CREDENTIAL,
			"ssl.hosts=localhost" };

	private static final String OWN = "spring.ssl.bundle.pem.files.truststore.certificate="
			+ InMemoryApplication.caLocation();

	@Test
	void startWhenServerNamesUnknownBundleNamesCloseOne(CapturedOutput output) {
		Printed.assertExplained(output,
				start(List.of(), "spring.main.web-application-type=servlet", "server.port=0",
						"server.ssl.bundle=my-bnak", OWN),
				"There is no SSL bundle 'my-bnak', which is the value of 'server.ssl.bundle'. The clients of 'ssl.clients' are bundles: 'my-bank', 'shop'. Those of 'spring.ssl.bundle' are: 'files'.",
				"Perhaps 'my-bank' is meant. Correct the name, or define a client of this name under 'ssl.clients', or a bundle under 'spring.ssl.bundle'.");
	}

	@Test
	void startWhenCodeNamesUnknownBundleListsAll(CapturedOutput output) {
		Printed.assertExplained(output, start(List.of(Consumer.class), "asked=acquirer"),
				"There is no SSL bundle 'acquirer'. The clients of 'ssl.clients' are bundles: 'my-bank', 'shop'.",
				"Correct the name, or define a client of this name under 'ssl.clients', or a bundle under 'spring.ssl.bundle'.");
	}

	@Test
	void startWhenNotEnabledSaysSo(CapturedOutput output) {
		Printed.assertExplained(output, start(List.of(Consumer.class), "asked=shop", "ssl.enabled=off", OWN),
				"There is no SSL bundle 'shop'. The clients of 'ssl.clients' are none, since 'ssl.enabled' is not true: 'my-bank', 'shop'. Those of 'spring.ssl.bundle' are: 'files'.",
				"Remove 'ssl.enabled', or define a bundle of this name under 'spring.ssl.bundle'.");
	}

	@Test
	void startWhenThereAreNoClientsLeavesItToOthers(CapturedOutput output) {
		Printed.assertUnexplained(output,
				() -> EmployeeApplication.start(List.of(Consumer.class), "asked=acquirer", OWN).close());
	}

	private static ThrowingCallable start(List<Class<?>> configurations, String... properties) {
		return () -> EmployeeApplication
			.start(configurations, Stream.of(CLIENTS, properties).flatMap(Stream::of).toArray(String[]::new))
			.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Consumer {

		@Bean
		SslBundle consumed(SslBundles bundles, Environment environment) {
			return bundles.getBundle(environment.getRequiredProperty("asked"));
		}

	}

}
