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

package io.github.sslcredentials.app;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what is on the class path for a few tests only, which set {@link #WANTED}:
 * other applications are served by Tomcat, and have no Redis, Kafka, RabbitMQ, mail or
 * gRPC.
 */
public final class UnwantedAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

	/** The property by which an application takes them. */
	public static final String WANTED = "tests.all-auto-configurations";

	private static final List<String> PACKAGES = List.of("org.springframework.boot.jetty.",
			"org.springframework.boot.data.redis.", "org.springframework.boot.kafka.", "org.springframework.boot.amqp.",
			"org.springframework.boot.mail.", "org.springframework.boot.grpc.");

	private boolean wanted;

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted = environment.getProperty(WANTED, Boolean.class, false);
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurationClasses[i];
			matches[i] = this.wanted || (name != null && PACKAGES.stream().noneMatch(name::startsWith));
		}
		return matches;
	}

}
