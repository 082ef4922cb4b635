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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An injection for which there are several clients is explained at start, as far as ours
 * have to do with it.
 */
@ExtendWith(OutputCaptureExtension.class)
class AmbiguousClientTests {

	private static final String CREDENTIAL = "credential=Employee/asalieri/Address/1";

	private static final String REQUIRED = "Parameter 0 of method consumer in %s required a single bean of type '%s', but there are 2: "
		.formatted(Consumer.class.getName(), RestTemplate.class.getName());

	private static final String ACTION = "Annotate it with @Qualifier and the name of the bean or client that is meant, or mark a bean of the application as @Primary, which presents no credential of 'ssl.*'.";

	@Test
	void startWhenApplicationHasTwoSaysWhereOursIs(CapturedOutput output) {
		Printed.assertExplained(output, start(List
			.of(Two.class, Consumer.class), "ssl." + CREDENTIAL, "ssl.clients.bank." + CREDENTIAL), REQUIRED
					+ "'first', 'second'. None of these presents a credential of 'ssl.*'. Those that do are injected by @Qualifier: 'bank', 'sslCredentialsRestTemplate'.",
				ACTION);
	}

	@Test
	void startWhenTypeOfTheirsIsKnownLateSaysWhichIsOurs(CapturedOutput output) {
		Printed.assertExplained(output, start(List.of(Late.class, Consumer.class), "ssl." + CREDENTIAL), REQUIRED
				+ "'late', 'sslCredentialsRestTemplate'. Of these, only 'sslCredentialsRestTemplate' presents a credential of 'ssl.*'. By @Qualifier there are: 'sslCredentialsRestTemplate'.",
				ACTION);
	}

	@Test
	void startWhenThereAreNoneOfOursLeavesItToBoot(CapturedOutput output) {
		assertLeftToBoot(output);
	}

	@Test
	void startWhenNotEnabledLeavesItToBoot(CapturedOutput output) {
		assertLeftToBoot(output, "ssl.enabled=0", "ssl." + CREDENTIAL, "ssl.clients.bank." + CREDENTIAL);
	}

	private static void assertLeftToBoot(CapturedOutput output, String... properties) {
		assertThat(catchThrowable(start(List.of(Two.class, Consumer.class), properties))).isNotNull();
		assertThat(output).contains("required a single bean, but 2 were found:").doesNotContain("ssl.*");
	}

	private static ThrowingCallable start(List<Class<?>> configurations, String... properties) {
		return () -> EmployeeApplication
			.start(configurations,
					Stream.concat(Stream.of("ssl.hosts=localhost"), Stream.of(properties)).toArray(String[]::new))
			.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Consumer {

		@Bean
		String consumer(RestTemplate client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		RestTemplate first() {
			return new RestTemplate();
		}

		@Bean
		RestTemplate second() {
			return new RestTemplate();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		FactoryBean<?> late() {
			return new Factory();
		}

	}

	static class Factory implements FactoryBean<Object> {

		@Override
		public Object getObject() {
			return new RestTemplate();
		}

		@Override
		public Class<?> getObjectType() {
			return RestTemplate.class;
		}

	}

}
