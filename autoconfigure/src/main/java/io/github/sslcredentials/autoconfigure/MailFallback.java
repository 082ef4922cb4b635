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

import java.util.Map;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Keeps Jakarta Mail from going on without us. By its default it tries once more with the
 * socket factory of the Java platform where ours has refused: without the credential, and
 * with other trust anchors. A property of the application still says otherwise.
 */
final class MailFallback implements BeanFactoryPostProcessor {

	private static final String MAIL = "spring.mail.";

	private final Environment environment;

	MailFallback(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		String bundle = this.environment.getProperty(MAIL + "ssl.bundle");
		if (StringUtils.hasText(bundle) && this.environment instanceof ConfigurableEnvironment configurable
				&& ClientNames.of(this.environment).contains(bundle)) {
			String protocol = this.environment.getProperty(MAIL + "protocol", "smtp");
			configurable.getPropertySources()
				.addLast(new MapPropertySource("sslCredentialsMail",
						Map.of(MAIL + "properties[mail." + protocol + ".socketFactory.fallback]", "false")));
		}
	}

}
