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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Leaves out what looks like a client or a key, but is a variable of somebody else:
 * Kubernetes has some for each service, such as {@code ssl-encryption-keys}.
 */
final class ClientBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName KEYS = ConfigurationPropertyName.of(ConfiguredKeys.PREFIX + ".keys");

	/** A URL, a protocol, a port or an address, none of which is a key. */
	private static final Pattern SERVICE_VALUE = Pattern
		.compile("(tcp|udp|sctp)(://.*)?|[0-9]{1,5}|[0-9]+(\\.[0-9]+){3}|[0-9a-f]*:[0-9a-f:.]+");

	ClientBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (isOfOthers(name, context.getSources())) {
			return null;
		}
		return super.onStart(name, target, context);
	}

	private static boolean isOfOthers(ConfigurationPropertyName name, Iterable<ConfigurationPropertySource> sources) {
		if (ClientKeys.isClient(name)) {
			return !ClientKeys.isMeant(name, sources) || ClientKeys.isTwin(name, sources);
		}
		return KEYS.isAncestorOf(name) && isServiceVariable(name, sources);
	}

	private static boolean isServiceVariable(ConfigurationPropertyName name,
			Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return ClientKeys.isEnvironment(source)
						&& SERVICE_VALUE.matcher(String.valueOf(property.getValue())).matches();
			}
		}
		return false;
	}

}
