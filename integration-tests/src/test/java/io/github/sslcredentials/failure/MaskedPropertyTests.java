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

package io.github.sslcredentials.failure;

import io.github.sslcredentials.app.EmployeeApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint.ConfigurationPropertiesDescriptor;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint.EnvironmentEntryDescriptor;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actuator masks the password of private keys, as it does all values unless it is told
 * otherwise.
 */
class MaskedPropertyTests {

	private static final String PASSWORD = "not-to-be-seen";

	private static final String MASK = "******";

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = EmployeeApplication.start("ssl.store.private-key-password=" + PASSWORD,
				"management.endpoints.web.exposure.include=*", "management.endpoints.jmx.exposure.include=*",
				"spring.jmx.enabled=true");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void configurationPropertiesReportMasksPassword() {
		ConfigurationPropertiesDescriptor report = application.getBean(ConfigurationPropertiesReportEndpoint.class)
			.configurationPropertiesWithPrefix("ssl");
		assertThat(report.getContexts()).allSatisfy((name, context) -> assertThat(context.getBeans())
			.allSatisfy((bean, properties) -> assertThat(properties.getProperties().toString()).doesNotContain(PASSWORD)
				.contains("privateKeyPassword=" + MASK)));
	}

	@Test
	void environmentMasksPassword() {
		EnvironmentEntryDescriptor entry = application.getBean(EnvironmentEndpoint.class)
			.environmentEntry("ssl.store.private-key-password");
		assertThat(entry.getProperty()).isNotNull();
		assertThat(entry.getProperty().getValue()).isEqualTo(MASK);
	}

	@Test
	void environmentHasPasswordToMask() {
		assertThat(application.getEnvironment().getProperty("ssl.store.private-key-password")).isEqualTo(PASSWORD);
	}

}
