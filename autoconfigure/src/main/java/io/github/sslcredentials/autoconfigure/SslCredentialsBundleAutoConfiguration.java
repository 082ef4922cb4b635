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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of named clients as {@link SslBundle SSL bundles}.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = SslCredentialsAutoConfiguration.class, before = SslAutoConfiguration.class)
@ConditionalOnSwitch("ssl.enabled")
public final class SslCredentialsBundleAutoConfiguration {

	private static final boolean WEB_SERVERS = ClassUtils.isPresent(
			"org.springframework.boot.web.server.context.WebServerApplicationContext",
			SslCredentialsBundleAutoConfiguration.class.getClassLoader());

	@Bean
	static CredentialBundleRegistrar sslCredentialsBundleRegistrar(Environment environment,
			ConfigurableListableBeanFactory beanFactory, ApplicationContext context) {
		return new CredentialBundleRegistrar(environment, (name) -> new NamedBundleHandshakes(name, beanFactory),
				WEB_SERVERS && isWebServer(context));
	}

	@Bean
	BundleUpdates sslCredentialsBundleUpdates(ObjectProvider<SslBundleRegistry> registry,
			ObjectProvider<ConfiguredClients> clients, CredentialBundleRegistrar registrar) {
		return new BundleUpdates(registry, clients, registrar);
	}

	@Bean
	static MailFallback sslCredentialsMailFallback(Environment environment) {
		return new MailFallback(environment);
	}

	@Bean
	@ConditionalOnClass(name = "org.postgresql.Driver")
	static PostgresSslFactoryClients sslCredentialsPostgresSslFactoryClients(Environment environment) {
		return new PostgresSslFactoryClients(environment);
	}

	private static boolean isWebServer(ApplicationContext context) {
		return context instanceof WebServerApplicationContext;
	}

}
