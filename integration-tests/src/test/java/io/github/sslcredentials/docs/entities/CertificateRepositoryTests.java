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

package io.github.sslcredentials.docs.entities;

import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.test.CredentialRepositoryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The contract of stores, kept by the Spring Data repository of
 * {@code docs/own-entity.md}.
 */
class CertificateRepositoryTests extends CredentialRepositoryContract {

	private static ConfigurableApplicationContext application;

	private static ConfigurableApplicationContext unreachable;

	@BeforeAll
	static void start() {
		application = run();
		unreachable = run();
		unreachable.getBean(HikariDataSource.class).close();
	}

	@AfterAll
	static void stop() {
		application.close();
		unreachable.close();
	}

	@Override
	protected CredentialRepository repository() {
		return application.getBean(CertificateRepository.class);
	}

	@Override
	protected CredentialRepository unreachable() {
		return unreachable.getBean(CertificateRepository.class);
	}

	@Override
	protected CredentialPath path(String id) {
		return CredentialPath.of("Certificate", id);
	}

	@Override
	protected void put(CredentialPath path, CredentialRecord record) {
		application.getBean(CertificateRepository.class).save(new Certificate(path.id(), record));
	}

	@Override
	protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
		application.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
			application.getBean(CertificateRepository.class).saveAndFlush(new Certificate(path.id(), record));
			beforeCommit.run();
		});
	}

	@Override
	protected void remove(CredentialPath path) {
		application.getBean(CertificateRepository.class).deleteById(path.id());
	}

	private static ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(OwnEntityTests.Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.jpa.hibernate.ddl-auto=create", "logging.level.root=warn")
			.run();
	}

}
