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
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.type.MethodMetadata;

/**
 * Lets our bean step back where the application, or a parent of its context, has its own
 * of the type: injection by type then is as it would be without us, which is said, since
 * it is without identity.
 */
final class DefaultCandidates implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(DefaultCandidates.class);

	private static final String OURS = DefaultCandidates.class.getPackageName() + ".SslCredentials";

	private final String name;

	private final List<Class<?>> types;

	/**
	 * Create the post-processor of one bean.
	 * @param name the name of our bean
	 * @param types the types by which it is injected, its own first
	 */
	DefaultCandidates(String name, Class<?>... types) {
		this.name = name;
		this.types = List.of(types);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		AbstractBeanDefinition ours = ours(beanFactory, this.name);
		if (ours != null) {
			this.types.stream().filter((type) -> hasOther(beanFactory, type)).findFirst().ifPresent((type) -> {
				ours.setDefaultCandidate(false);
				logger.warn(
						"This application has a bean of type %s of its own, which is injected where the type is asked for, without the identity of 'ssl.credential'. Ours is injected by @Qualifier(\"%s\")"
							.formatted(type.getSimpleName(), this.name));
			});
		}
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

	private boolean hasOther(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false))
			.anyMatch((other) -> !other.equals(this.name) && isDefaultCandidate(beanFactory, other));
	}

	private static boolean isDefaultCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsLocalBean(name)
				&& beanFactory.getParentBeanFactory() instanceof ConfigurableListableBeanFactory parent) {
			return isDefaultCandidate(parent, name);
		}
		if (!beanFactory.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beanFactory.getBeanDefinition(name);
		return definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition other) || other.isDefaultCandidate());
	}

}
