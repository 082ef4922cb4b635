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

import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.bundle.CredentialPostgresSslFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Lets connections to PostgreSQL name the clients of the application, from before its
 * first data source is made until after the last one is closed.
 */
final class PostgresSslFactoryClients implements BeanFactoryPostProcessor, DisposableBean {

	private final Environment environment;

	private final List<CredentialPostgresSslFactory.Registration> registrations = new ArrayList<>();

	PostgresSslFactoryClients(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String name : ClientNames.of(this.environment)) {
			this.registrations
				.add(CredentialPostgresSslFactory.register(name, new NamedBundleHandshakes(name, beanFactory)));
		}
	}

	@Override
	public void destroy() {
		this.registrations.forEach(CredentialPostgresSslFactory.Registration::close);
	}

}
