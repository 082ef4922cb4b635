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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import org.springframework.beans.BeanUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows about {@code ssl.*}.
 */
class ConfigurationMetadataTests {

	private final JsonNode metadata = metadata();

	@Test
	void propertiesAreAllDescribed() {
		assertThat(this.metadata.get("properties")).hasSizeGreaterThan(12)
			.allSatisfy((property) -> assertThat(property.path("description").asString("")).as(name(property))
				.endsWith("."));
	}

	@Test
	void propertiesOfTopLevelAreThoseOfClientAndMore() {
		List<String> names = new ArrayList<>();
		this.metadata.get("properties").forEach((property) -> names.add(name(property)));
		assertThat(names).containsAll(clientProperties().map((name) -> "ssl." + name).toList())
			.contains("ssl.enabled", "ssl.clients", "ssl.store.timeout", "ssl.store.private-key-password",
					"ssl.store.jpa.enabled")
			.allMatch((name) -> name.startsWith("ssl.") || name.startsWith("management.endpoint.sslcredentials."));
	}

	@Test
	void clientsAreOfTypeThatEditorsResolve() {
		String type = property("ssl.clients").get("type").asString();
		assertThat(type).isEqualTo("java.util.Map<java.lang.String,%s>",
				SslCredentialsClientProperties.class.getName());
		assertThat(clientProperties()).containsExactlyInAnyOrder("credential", "hosts", "verify-hostname",
				"server-name", "ca-certificates", "enabled-protocols", "ciphers", "fail-fast", "drain-timeout");
	}

	@ParameterizedTest
	@CsvSource({ "ssl.enabled, true", "ssl.verify-hostname, true", "ssl.ca-certificates, system",
			"ssl.fail-fast, false", "ssl.store.timeout, 5s", "ssl.store.jpa.enabled, true",
			"ssl.store.jdbc.enabled, false", "ssl.store.unknown-for, 1s", "ssl.store.initialize-schema, embedded",
			"ssl.encryption.mode, aes-gcm", "ssl.refresh.interval, 30s", "ssl.refresh.notify, auto",
			"ssl.drain-timeout, 30s" })
	void defaultsAreSaid(String name, String value) {
		assertThat(property(name).get("defaultValue").asString()).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "ssl.ca-certificates, 'system,record'", "ssl.enabled-protocols, 'TLSv1.3,TLSv1.2'" })
	void valuesAreHinted(String name, String values) {
		JsonNode hint = named("hints", name);
		List<String> hinted = new ArrayList<>();
		hint.get("values").forEach((value) -> hinted.add(value.get("value").asString()));
		assertThat(hinted).containsExactly(values.split(","));
		assertThat(hint.get("providers").get(0).get("name").asString()).isEqualTo("any");
	}

	@ParameterizedTest
	@CsvSource({ "ssl.store.initialize-schema, 'embedded,always,never'", "ssl.encryption.mode, 'aes-gcm,none'" })
	void valuesAreDescribed(String name, String values) {
		List<String> hinted = new ArrayList<>();
		named("hints", name).get("values").forEach((value) -> {
			assertThat(value.get("description").asString()).endsWith(".");
			hinted.add(value.get("value").asString());
		});
		assertThat(hinted).containsExactly(values.split(","));
	}

	private JsonNode property(String name) {
		return named("properties", name);
	}

	private JsonNode named(String kind, String name) {
		for (JsonNode candidate : this.metadata.get(kind)) {
			if (name(candidate).equals(name)) {
				return candidate;
			}
		}
		throw new AssertionError("There is no '%s' in the %s".formatted(name, kind));
	}

	private static String name(JsonNode named) {
		return named.get("name").asString();
	}

	private static Stream<String> clientProperties() {
		return Stream.of(BeanUtils.getPropertyDescriptors(SslCredentialsClientProperties.class))
			.filter((property) -> property.getWriteMethod() != null)
			.map((property) -> property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
	}

	private static JsonNode metadata() {
		try (InputStream json = SslCredentialsProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return new ObjectMapper().readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
