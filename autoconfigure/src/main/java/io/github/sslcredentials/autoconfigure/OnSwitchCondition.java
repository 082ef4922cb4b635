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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads the switches of {@link ConditionalOnSwitch}.
 */
final class OnSwitchCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSwitch.class);
		MergedAnnotation<ConditionalOnSwitch> annotation = metadata.getAnnotations().get(ConditionalOnSwitch.class);
		for (String property : annotation.getStringArray("value")) {
			if (!isOn(context.getEnvironment(), property, true)) {
				return ConditionOutcome.noMatch(message.because("'%s' is false".formatted(property)));
			}
		}
		for (String property : annotation.getStringArray("optional")) {
			if (!isOn(context.getEnvironment(), property, false)) {
				return ConditionOutcome.noMatch(message.because("'%s' is not true".formatted(property)));
			}
		}
		return ConditionOutcome.match(message.because("nothing is switched off"));
	}

	static boolean isOn(Environment environment, String property, boolean byDefault) {
		Binder binder = Binder.get(environment);
		try {
			BindResult<Boolean> value = binder.bind(property, Boolean.class);
			if (!value.isBound() && binder.bind(property, String.class).isBound()) {
				throw neither(property, null);
			}
			return value.orElse(byDefault);
		}
		catch (BindException ex) {
			throw neither(property, ex);
		}
	}

	private static SslCredentialsPropertyException neither(String property, @Nullable Throwable cause) {
		return new SslCredentialsPropertyException(property, "the value is neither true nor false",
				"Set the property to 'true' or 'false', or remove it.", cause);
	}

}
