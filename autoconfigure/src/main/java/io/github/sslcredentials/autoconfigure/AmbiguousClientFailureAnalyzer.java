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
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Explains that several HTTP clients or socket factories could be injected, and which of
 * them present a credential. Those of the application make ours step back, so that
 * usually there are several of its own; ours is among them where theirs came late.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AmbiguousClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoUniqueBeanDefinitionException> {

	private static final String SOCKET_FACTORY = "sslCredentialsSocketFactory";

	private static final String REST_TEMPLATE = "sslCredentialsRestTemplate";

	private static final Map<String, String> BEANS = Map.of("javax.net.ssl.SSLSocketFactory", SOCKET_FACTORY,
			"javax.net.SocketFactory", SOCKET_FACTORY, "org.springframework.web.client.RestClient",
			"sslCredentialsRestClient", "org.springframework.web.client.RestTemplate", REST_TEMPLATE,
			"org.springframework.web.client.RestOperations", REST_TEMPLATE,
			"org.springframework.web.reactive.function.client.WebClient", "sslCredentialsWebClient");

	private final Environment environment;

	AmbiguousClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = cause.getBeanType();
		String ours = (type != null) ? BEANS.get(type.getName()) : null;
		Collection<String> found = cause.getBeanNamesFound();
		if (type == null || ours == null || found == null
				|| !OnSwitchCondition.isOn(this.environment, SslCredentialsProperties.PREFIX + ".enabled", true)) {
			return null;
		}
		Collection<String> qualifiers = new TreeSet<>(ClientNames.of(this.environment));
		if (StringUtils.hasText(this.environment.getProperty(SslCredentialsProperties.PREFIX + ".credential"))) {
			qualifiers.add(ours);
		}
		return qualifiers.isEmpty() ? null : new FailureAnalysis(
				"%s required a single bean of type '%s', but there are %d: %s. %s".formatted(
						(description != null) ? description : "A component", type.getName(), found.size(), quote(found),
						presenting(found.contains(ours) ? ours : null, qualifiers)),
				"Annotate it with @Qualifier and the name of the bean or client that is meant, or mark a bean of the application as @Primary, which presents no credential of 'ssl.*'.",
				cause);
	}

	private static String presenting(@Nullable String ours, Collection<String> qualifiers) {
		return (ours != null)
				? "Of these, only '%s' presents a credential of 'ssl.*'. By @Qualifier there are: %s.".formatted(ours,
						quote(qualifiers))
				: "None of these presents a credential of 'ssl.*'. Those that do are injected by @Qualifier: %s."
					.formatted(quote(qualifiers));
	}

	private static String quote(Collection<String> names) {
		return names.stream().sorted().map("'%s'"::formatted).collect(Collectors.joining(", "));
	}

}
