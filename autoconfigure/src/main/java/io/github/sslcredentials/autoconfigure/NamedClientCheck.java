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

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Refuses beans of the application that a qualifier would give instead of a client with
 * an identity: the name of a bean is a qualifier, too, and comes first.
 */
final class NamedClientCheck implements BeanFactoryPostProcessor {

	private final Environment environment;

	private final Class<?> type;

	NamedClientCheck(Environment environment, Class<?> type) {
		this.environment = environment;
		this.type = type;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		String[] beans = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, this.type, true, false);
		for (String name : ClientNames.of(this.environment)) {
			if (Arrays.asList(beans).contains(name)) {
				throw new SslCredentialsPropertyException(ClientNames.prefix(name),
						"the application has a bean '%s' of type %s of its own, which @Qualifier(\"%s\") would give instead of this client"
							.formatted(name, this.type.getSimpleName(), name),
						"Give the bean or the client another name.");
			}
		}
	}

}
