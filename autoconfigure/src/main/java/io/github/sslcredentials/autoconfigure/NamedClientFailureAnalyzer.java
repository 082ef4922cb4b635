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
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains that a client was asked for by its type, or by a name that no client has.
 * Boot's own analyzer comes to nothing where there are clients, since it asks the closed
 * context for each bean of the type; where there are none, it does not know of ours.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NamedClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<String> TYPES = Set.of("javax.net.ssl.SSLSocketFactory",
			"org.springframework.web.client.RestClient", "org.springframework.web.client.RestTemplate",
			"org.springframework.web.reactive.function.client.WebClient");

	private static final String ENABLED = SslCredentialsProperties.PREFIX + ".enabled";

	private final Environment environment;

	NamedClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType type = cause.getResolvableType();
		if (description == null || type == null || cause.getNumberOfBeansFound() > 0
				|| !TYPES.contains(type.toClass().getName())) {
			return null;
		}
		String missing = "%s required a bean of type '%s' that could not be found.".formatted(description, type);
		if (!OnSwitchCondition.isOn(this.environment, ENABLED, true)) {
			return new FailureAnalysis(missing + " 'ssl.enabled' is not true, so that there are no clients of 'ssl.*'.",
					"Remove 'ssl.enabled', or define a bean of type '%s' in your configuration.".formatted(type),
					cause);
		}
		Collection<String> names = ClientNames.of(this.environment);
		return names.isEmpty() ? withoutClients(missing, type, cause) : new FailureAnalysis(
				missing + " The clients of 'ssl.clients' are injected by @Qualifier only, and there are: %s."
					.formatted(quote(names)),
				"Annotate it with @Qualifier and the name of one of these clients. A bean that is injected by type is there if 'ssl.credential' is set.",
				cause);
	}

	/** It may have nothing to do with us: this is what Boot says, and more. */
	private static FailureAnalysis withoutClients(String missing, ResolvableType type,
			NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis(missing,
				"Consider defining a bean of type '%s' in your configuration. One that presents a credential is there if 'ssl.credential' is set, or by @Qualifier for each client of 'ssl.clients'."
					.formatted(type),
				cause);
	}

	private static String quote(Collection<String> names) {
		return names.stream().sorted().map("'%s'"::formatted).collect(Collectors.joining(", "));
	}

}
