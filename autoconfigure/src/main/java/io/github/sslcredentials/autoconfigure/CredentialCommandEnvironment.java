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

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Lets an application that is only to execute a command start without web server, and
 * make no bean that the command does not need.
 */
final class CredentialCommandEnvironment implements EnvironmentPostProcessor {

	private static final List<String> NOT_LAZY = List
		.of(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME, "sslCredentialsStartCheck");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (CredentialCommands.of(environment) != null) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("sslCredentialsCommand",
						Map.of("spring.main.web-application-type", "none", "spring.main.lazy-initialization", "true",
								"spring.main.banner-mode", "off",
								"logging.level." + CredentialCommandListener.class.getName(), "info")));
			application.addInitializers(
					(context) -> context.addBeanFactoryPostProcessor(CredentialCommandEnvironment::removeOtherWork));
		}
	}

	/**
	 * Scheduled work is not lazy, and neither is the check of the credentials, one of
	 * which may be what the command is to store.
	 */
	private static void removeOtherWork(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory instanceof BeanDefinitionRegistry registry) {
			for (String name : NOT_LAZY) {
				if (registry.containsBeanDefinition(name)) {
					registry.removeBeanDefinition(name);
				}
			}
		}
	}

}
