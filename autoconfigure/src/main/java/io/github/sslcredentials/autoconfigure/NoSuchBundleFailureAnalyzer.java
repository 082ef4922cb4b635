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

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Explains that a bundle was asked for by a name that none has, where there are clients:
 * they are bundles, too.
 */
final class NoSuchBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	private static final String BUNDLES = "spring.ssl.bundle";

	private static final int CLOSE = 2;

	private final Environment environment;

	NoSuchBundleFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		Collection<String> clients = new TreeSet<>(ClientNames.of(this.environment));
		if (clients.isEmpty()) {
			return null;
		}
		String name = cause.getBundleName();
		String missing = "There is no SSL bundle '%s'%s.".formatted(name, askedBy(name));
		Collection<String> bundles = bundles();
		if (!OnSwitchCondition.isOn(this.environment, SslCredentialsProperties.PREFIX + ".enabled", true)) {
			return new FailureAnalysis(
					"%s The clients of 'ssl.clients' are none, since 'ssl.enabled' is not true: %s.%s"
						.formatted(missing, quote(clients), ofBoot(bundles)),
					"Remove 'ssl.enabled', or define a bundle of this name under 'spring.ssl.bundle'.", cause);
		}
		String close = closeTo(name, Stream.concat(clients.stream(), bundles.stream()));
		return new FailureAnalysis(
				"%s The clients of 'ssl.clients' are bundles: %s.%s".formatted(missing, quote(clients),
						ofBoot(bundles)),
				"%s the name, or define a client of this name under 'ssl.clients', or a bundle under 'spring.ssl.bundle'."
					.formatted((close != null) ? "Perhaps '%s' is meant. Correct".formatted(close) : "Correct"),
				cause);
	}

	/** The property by which it was asked for is not known, but has the name as value. */
	private String askedBy(String name) {
		String properties = names().filter((property) -> property.getLastElement(Form.UNIFORM).equals("bundle"))
			.map(ConfigurationPropertyName::toString)
			.distinct()
			.filter((property) -> name.equals(value(property)))
			.sorted()
			.map("'%s'"::formatted)
			.collect(Collectors.joining(", "));
		return properties.isEmpty() ? "" : ", which is the value of " + properties;
	}

	private @Nullable String value(String property) {
		return Binder.get(this.environment).bind(property, String.class).orElse(null);
	}

	private Stream<ConfigurationPropertyName> names() {
		return StreamSupport.stream(ConfigurationPropertySources.get(this.environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter((property) -> property.getNumberOfElements() > 0);
	}

	private Collection<String> bundles() {
		Collection<String> names = new TreeSet<>();
		for (String type : List.of("pem", "jks")) {
			names.addAll(Binder.get(this.environment)
				.bind(BUNDLES + "." + type, Bindable.mapOf(String.class, Object.class))
				.orElseGet(Map::of)
				.keySet());
		}
		return names;
	}

	private static String ofBoot(Collection<String> bundles) {
		return bundles.isEmpty() ? "" : " Those of 'spring.ssl.bundle' are: %s.".formatted(quote(bundles));
	}

	private static @Nullable String closeTo(String name, Stream<String> names) {
		return names.filter((known) -> EditDistance.between(name, known) <= CLOSE)
			.min(Comparator.comparingInt((known) -> EditDistance.between(name, known)))
			.orElse(null);
	}

	private static String quote(Collection<String> names) {
		return names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
	}

}
