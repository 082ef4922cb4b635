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

import java.util.Arrays;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.loading.StoreCycleException;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains that the store of credentials is reached with a credential of its own. It
 * comes before the analyzers of what that leads to, which know of no store.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StoreCycleFailureAnalyzer extends AbstractFailureAnalyzer<StoreCycleException> {

	private final BeanFactory beanFactory;

	StoreCycleFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StoreCycleException cause) {
		CredentialException failure = findCause(rootFailure, CredentialException.class);
		String path = (failure != null && failure.path() != null) ? " '%s'".formatted(failure.path()) : "";
		return new FailureAnalysis(
				"The store cannot be asked for the credential%s, since that is needed to reach the store: %s.%s"
					.formatted(path, cause.getMessage(), dataSources()),
				"Let the store have a connection that presents no credential of the store: for the shipped table, a DataSource bean that is marked with @SslCredentialsDataSource, whose TLS takes a bundle of 'spring.ssl.bundle' if need be. Or let the connection that needs it take such a bundle, whose key is in files.",
				cause);
	}

	private String dataSources() {
		String names = (this.beanFactory instanceof ListableBeanFactory beans) ? names(beans) : "";
		return names.isEmpty() ? "" : " Beans of type DataSource: %s.".formatted(names);
	}

	private static String names(ListableBeanFactory beans) {
		return Arrays.stream(beans.getBeanNamesForType(DataSource.class, true, false))
			.sorted()
			.map("'%s'"::formatted)
			.collect(Collectors.joining(", "));
	}

}
