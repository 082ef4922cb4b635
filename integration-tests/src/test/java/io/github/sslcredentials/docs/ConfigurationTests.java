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

package io.github.sslcredentials.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.sslcredentials.autoconfigure.SslCredentialsProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} and the metadata of the properties say the same.
 */
class ConfigurationTests {

	private static final Pattern ROW = Pattern
		.compile("\\| `(ssl\\.[\\w.-]+)` \\| `([^`]+)` \\| (\\S.*?) \\| \\S.* \\|");

	private static final String NONE = "none";

	@Test
	void pageHasPropertiesOfMetadata() throws IOException {
		assertThat(documented()).isEqualTo(metadata());
	}

	@Test
	void namedClientInheritsWhatItDoesNotSet() throws IOException {
		SslCredentialsProperties properties = bind("configuration.yml", Map.of());
		assertThat(properties.getHosts()).containsExactly("api.bank.example", "*.branch.bank.example");
		assertThat(properties.getClients().get("legacy").getHosts()).isNull();
		assertThat(properties.getClients().get("legacy").getVerifyHostname()).isFalse();
	}

	@Test
	void environmentOverridesFile() throws IOException {
		SslCredentialsProperties properties = bind("configuration.yml",
				Map.of("SSL_VERIFY_HOSTNAME", "0", "SSL_HOSTS", "a.example,b.example", "SSL_CLIENTS_LEGACY_CREDENTIAL",
						"Employee/other/Address/1", "SSL_CLIENTS_LEGACY_VERIFY_HOSTNAME", "1",
						"SSL_STORE_PRIVATE_KEY_PASSWORD", "secret", "SSL_CA_CERTIFICATES", "system"));
		assertThat(properties.getCaCertificates()).containsExactly("system");
		assertThat(properties.getVerifyHostname()).isFalse();
		assertThat(properties.getHosts()).containsExactly("a.example", "b.example");
		assertThat(properties.getClients()).containsOnlyKeys("legacy", "my-bank");
		assertThat(properties.getClients().get("legacy").getVerifyHostname()).isTrue();
		assertThat(properties.getClients().get("legacy").getCredential()).isEqualTo("Employee/other/Address/1");
		assertThat(properties.getStore().getPrivateKeyPassword()).isEqualTo("secret");
	}

	@Test
	void environmentCannotNameClientWithDash() throws IOException {
		SslCredentialsProperties properties = bind("configuration.yml",
				Map.of("SSL_CLIENTS_MYBANK_VERIFY_HOSTNAME", "0"));
		assertThat(properties.getClients()).containsOnlyKeys("legacy", "my-bank", "mybank");
	}

	private static SslCredentialsProperties bind(String yaml, Map<String, Object> variables) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load(yaml,
				new ClassPathResource("docs/" + yaml))) {
			environment.getPropertySources().addFirst(source);
		}
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
		return Binder.get(environment).bind(SslCredentialsProperties.PREFIX, SslCredentialsProperties.class).get();
	}

	private static Map<String, List<String>> documented() {
		Map<String, List<String>> documented = new TreeMap<>();
		for (String line : Manual.page("docs/configuration.md").prose()) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				assertThat(documented).doesNotContainKey(row.group(1));
				documented.put(row.group(1), List.of(row.group(2), row.group(3).replace("`", "")));
			}
		}
		return documented;
	}

	private static Map<String, List<String>> metadata() throws IOException {
		Map<String, List<String>> metadata = new TreeMap<>();
		try (InputStream json = SslCredentialsProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : new ObjectMapper().readTree(json).get("properties")) {
				String name = property.get("name").asString();
				// those of an endpoint are Spring Boot's, as for each endpoint
				if (name.startsWith("management.endpoint.")) {
					continue;
				}
				String type = property.get("type").asString().replaceAll("[\\w.$]+[.$](\\w+)", "$1").replace(",", ", ");
				metadata.put(name, List.of(type, text(property.get("defaultValue"))));
			}
		}
		return metadata;
	}

	private static String text(@Nullable JsonNode value) {
		if (value == null) {
			return NONE;
		}
		List<String> texts = new ArrayList<>();
		(value.isArray() ? value : List.of(value)).forEach((element) -> texts.add(element.asString()));
		return String.join(", ", texts);
	}

}
