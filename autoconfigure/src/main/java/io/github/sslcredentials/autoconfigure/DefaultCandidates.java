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
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.type.MethodMetadata;

/**
 * Lets our beans step back where the application has its own of the type: injection by
 * type then is as it would be without us, which is said, since it is without identity.
 */
final class DefaultCandidates implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(DefaultCandidates.class);

	private static final String OURS = DefaultCandidates.class.getPackageName() + ".SslCredentials";

	private final Map<String, Class<?>> beans;

	DefaultCandidates(Map<String, Class<?>> beans) {
		this.beans = beans;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		this.beans.forEach((name, type) -> {
			AbstractBeanDefinition ours = ours(beanFactory, name);
			if (ours != null && hasOther(beanFactory, name, type)) {
				ours.setDefaultCandidate(false);
				logger.warn(
						"This application has a bean of type %s of its own, which is injected where the type is asked for, without the identity of 'ssl.credential'. Ours is injected by @Qualifier(\"%s\")"
							.formatted(type.getSimpleName(), name));
			}
		});
	}

	/** The application may have a bean of its own under our name. */
	private static @Nullable AbstractBeanDefinition ours(ConfigurableListableBeanFactory beanFactory, String name) {
		if (beanFactory.containsBeanDefinition(name)
				&& beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition
				&& definition instanceof AnnotatedBeanDefinition annotated) {
			MethodMetadata method = annotated.getFactoryMethodMetadata();
			return (method != null && method.getDeclaringClassName().startsWith(OURS)) ? definition : null;
		}
		return null;
	}

	private static boolean hasOther(ConfigurableListableBeanFactory beanFactory, String ours, Class<?> type) {
		return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false))
			.anyMatch((name) -> !name.equals(ours) && isDefaultCandidate(beanFactory, name));
	}

	private static boolean isDefaultCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beanFactory.getBeanDefinition(name);
		return definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition other) || other.isDefaultCandidate());
	}

}
