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
import java.util.TreeSet;

import javax.net.ssl.SSLSocketFactory;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with a configuration that needs other beans than those for which the
 * application was processed ahead of time. They would be missing, or there, in silence.
 */
final class AheadOfTimeCheck implements BeanFactoryPostProcessor {

	private static final String ENABLED = SslCredentialsProperties.PREFIX + ".enabled";

	private static final String ACTION = "Process the application with the same names of clients and the same switches as it is started with.";

	private final Environment environment;

	AheadOfTimeCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (AotDetector.useGeneratedArtifacts()) {
			check(beanFactory);
		}
	}

	private void check(ConfigurableListableBeanFactory beanFactory) {
		if (!OnSwitchCondition.isOn(this.environment, ENABLED, true)) {
			throw new SslCredentialsPropertyException(ENABLED,
					"the application was processed ahead of time with its beans, which cannot be taken away", ACTION);
		}
		Collection<String> processed = processed(beanFactory);
		for (String name : ClientNames.of(this.environment)) {
			if (!processed.remove(name)) {
				throw new SslCredentialsPropertyException(ClientNames.prefix(name),
						"the application was processed ahead of time without this client", ACTION);
			}
		}
		if (!processed.isEmpty()) {
			throw new SslCredentialsPropertyException(ClientNames.prefix(processed.iterator().next()),
					"the application was processed ahead of time with this client, which is not there any more",
					ACTION);
		}
	}

	private static Collection<String> processed(ConfigurableListableBeanFactory beanFactory) {
		String ending = "." + SSLSocketFactory.class.getSimpleName();
		Collection<String> names = new TreeSet<>();
		for (String bean : beanFactory.getBeanDefinitionNames()) {
			if (bean.startsWith(ClientNames.prefix("")) && bean.endsWith(ending)) {
				names.add(bean.substring(ClientNames.prefix("").length(), bean.length() - ending.length()));
			}
		}
		return names;
	}

}
