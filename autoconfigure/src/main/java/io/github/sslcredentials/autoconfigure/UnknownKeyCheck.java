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

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Warns of keys that mean nothing, such as a misspelt {@code ssl.verify-hostname}. Others
 * may use the prefix as well, so they do not stop the start as those of a client do.
 * System properties are left out, and of the environment all but what looks like a
 * property of a client. It is done early, since a start may fail for want of what was
 * misspelt.
 */
final class UnknownKeyCheck implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(UnknownKeyCheck.class);

	private final Environment environment;

	UnknownKeyCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClientVariables.unused(ConfigurationPropertySources.get(this.environment), ClientNames.of(this.environment),
				(variable, close) -> logger
					.warn("The environment variable '%s' is of no client, and has no effect; perhaps '%s' is meant"
						.formatted(variable, close)));
		KnownKeys known = new KnownKeys();
		try {
			Binder.get(this.environment)
				.bind(SslCredentialsProperties.PREFIX, Bindable.of(SslCredentialsProperties.class),
						new NoUnboundElementsBindHandler(known, new UnboundElementsSourceFilter()));
		}
		catch (BindException ex) {
			if (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
				unbound.getUnboundProperties()
					.stream()
					.map(ConfigurationProperty::getName)
					.filter((key) -> !CredentialCommands.isCommand(key.toString()))
					.forEach((key) -> warn(key, known));
			}
		}
	}

	private static void warn(ConfigurationPropertyName key, KnownKeys known) {
		ConfigurationPropertyName close = known.closeTo(key);
		logger.warn("'%s' is no property of SSL Credentials, and has no effect%s".formatted(key,
				(close != null) ? "; perhaps '%s' is meant".formatted(close) : ""));
	}

	/** Sees each key that is looked for. Values are not judged here. */
	private static final class KnownKeys extends AbstractBindHandler {

		private static final int CLOSE = 2;

		private final Set<ConfigurationPropertyName> keys = new LinkedHashSet<>();

		KnownKeys() {
			super(new IgnoreErrorsBindHandler());
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			this.keys.add(name);
			return super.onStart(name, target, context);
		}

		@Nullable ConfigurationPropertyName closeTo(ConfigurationPropertyName unknown) {
			return this.keys.stream()
				.filter((key) -> isClose(distance(unknown, key)))
				.min(Comparator.comparingInt((key) -> distance(unknown, key)))
				.orElse(null);
		}

		private static boolean isClose(int distance) {
			return distance > 0 && distance <= CLOSE;
		}

		/** What is below a key is that of the key: {@code ssl.client.bank.hosts}. */
		private static int distance(ConfigurationPropertyName unknown, ConfigurationPropertyName key) {
			return EditDistance.between(unknown.chop(key.getNumberOfElements()).toString(), key.toString());
		}

	}

}
