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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.test.DevelopmentCa;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts applications whose credentials are in {@link Address} entities.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class EmployeeApplication {

	/**
	 * Start an application on an H2 database of its own.
	 */
	public static ConfigurableApplicationContext start(List<Class<?>> configurations, String... properties) {
		List<Class<?>> sources = new ArrayList<>(List.of(EmployeeApplication.class));
		sources.addAll(configurations);
		return new SpringApplicationBuilder(sources.toArray(Class[]::new)).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "spring.jpa.hibernate.ddl-auto=update",
					"spring.jpa.open-in-view=false", "logging.level.root=warn")
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	public static ConfigurableApplicationContext start(String... properties) {
		return start(List.of(), properties);
	}

	/**
	 * Store a credential as {@code Employee/<employee>/Address/<id>}.
	 */
	public static void store(ConfigurableApplicationContext context, String employee, long id,
			CredentialRecord record) {
		context.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
			EntityManager entityManager = EntityManagerFactoryUtils
				.getTransactionalEntityManager(context.getBean(EntityManagerFactory.class));
			Employee parent = entityManager.merge(new Employee(employee));
			entityManager.merge(new Address(id, parent, record));
		});
	}

	/**
	 * Write the certificate of an authority into a folder, as {@code ca-certificates}
	 * take it.
	 */
	public static String location(DevelopmentCa ca, Path folder) {
		try {
			Path file = Files.createTempFile(folder, "ca", ".crt");
			Files.writeString(file, ca.certificatePem());
			return file.toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
