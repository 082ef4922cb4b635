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
package io.github.sslcredentials.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Applications with the configuration that the manual has for Kafka, RabbitMQ and mail,
 * and their peers.
 */
final class Messaging {

	static final String NOBODY = "ssl.credential=Application/nobody/Certificate/1";

	private static final DevelopmentCa CA = DevelopmentCa.create("Internal CA");

	static final IssuedCredential CREDENTIAL = CA.issueClient("ledger");

	private Messaging() {
	}

	static CountingStore store() {
		return new CountingStore(Map.of("Application/ledger/Certificate/1", CREDENTIAL.record()));
	}

	static TlsPeer peer(String name, TlsPeer.Conversation conversation) throws Exception {
		return TlsPeer.start(CA.issueServer(name), CA, conversation);
	}

	static TlsPeer peerOfAnotherAuthority(TlsPeer.Conversation conversation) throws Exception {
		return TlsPeer.start(DevelopmentCa.create("Other CA").issueServer("localhost"), CA, conversation);
	}

	static ApplicationContextRunner runner(Path folder, CountingStore store, Class<?>... autoConfigurations) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsBundleAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(autoConfigurations))
			.withBean("credentials", CountingStore.class, () -> store)
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/bundles-messaging.yml",
					"ssl.ca-certificates=" + EmployeeApplication.location(CA, folder))
			.withPropertyValues(List.of("kafka", "rabbitmq", "mail")
				.stream()
				.map((client) -> "ssl.clients." + client + ".hosts=localhost")
				.toArray(String[]::new));
	}

}
