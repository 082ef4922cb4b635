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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.autoconfigure.mapping.scanned.Employee;
import io.github.sslcredentials.store.jpa.JpaCredentialRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is wrong in the mapping of entities is explained at start.
 *
 * @author SSL Credentials contributors
 */
class MappingFailureTests {

	private static final String KINDS = "entities that implement CredentialEntity: 'EmployeeBadge', 'HomeAddress', 'Shift', 'Transfer'";

	private static final String LAST_KIND = "Let the last kind of the path be the name of an entity that implements CredentialEntity, or let '%s' implement it.";

	private static final String ENTITY = "Annotate the class with @Entity, and see that @EntityScan, if there is one, has its package.";

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = run(WithEntities.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void checkWhenPathCanBeFollowedPasses() {
		assertThatCode(() -> check("HomeAddress/1")).doesNotThrowAnyException();
	}

	@Test
	void checkWhenKindIsUnknownListsTheOthers() {
		assertExplained("Employee/1/Address/1",
				"Credential path 'Employee/1/Address/1' cannot be followed: no entity is named 'Address'; " + KINDS
						+ ".",
				LAST_KIND.formatted("Address"));
	}

	@Test
	void checkWhenKindIsNoCredentialSaysSo() {
		assertExplained("Employee/1",
				"Credential path 'Employee/1' cannot be followed: entity 'Employee' (%s) is abstract or does not implement CredentialEntity; %s."
					.formatted(Employee.class.getName(), KINDS),
				LAST_KIND.formatted("Employee"));
	}

	@Test
	void checkWhenClassIsNoEntitySaysSo() {
		assertExplained("Employee/1/Contract/1",
				"Credential path 'Employee/1/Contract/1' cannot be followed: io.github.sslcredentials.autoconfigure.mapping.scanned.Contract implements CredentialEntity, but is no entity of the persistence unit.",
				ENTITY);
	}

	@Test
	void checkWhenEntityIsOutsideOfEntityScanSaysSo() {
		assertExplained("Branch/1",
				"Credential path 'Branch/1' cannot be followed: io.github.sslcredentials.autoconfigure.mapping.outside.Branch implements CredentialEntity, but is no entity of the persistence unit.",
				ENTITY);
	}

	@Test
	void checkWhenEntityHasAnotherNameSaysWhich() {
		assertExplained("Badge/1",
				"Credential path 'Badge/1' cannot be followed: no entity is named 'Badge', but the entity of that class is named 'EmployeeBadge'; "
						+ KINDS + ".",
				LAST_KIND.formatted("Badge"));
	}

	@Test
	void checkWhenParentIsAmbiguousListsAssociations() {
		assertExplained("Employee/1/Transfer/1",
				"Credential path 'Employee/1/Transfer/1' cannot be followed: entity 'Transfer' has several associations with 'Employee': 'receiver', 'sender'; mark the parent with @CredentialParent.",
				"Annotate the association to the parent with @CredentialParent.");
	}

	@Test
	void checkWhenParentIsUnknownListsEntities() {
		assertExplained("Firm/1/Transfer/1",
				"Credential path 'Firm/1/Transfer/1' cannot be followed: no entity is named 'Firm'; entities: 'Employee', 'EmployeeBadge', 'HomeAddress', 'Shift', 'Transfer'.",
				"Let 'Firm' be the name of an entity.");
	}

	@Test
	void checkWhenThereIsNoParentAssociationSaysSo() {
		assertExplained("Employee/1/HomeAddress/1",
				"Credential path 'Employee/1/HomeAddress/1' cannot be followed: entity 'HomeAddress' has no to-one association with 'Employee' that is its parent; associations: none.",
				"Add a @ManyToOne or @OneToOne association to the parent, or leave the parent out of the path.");
	}

	@Test
	void checkWhenIdHasPartOfParentThatIsNotSaidNamesMapsId() {
		assertExplained("Employee/1/Shift/1",
				"Credential path 'Employee/1/Shift/1' cannot be followed: the id of entity 'Shift' must be one String, Long, Integer, Short, BigInteger or UUID beside what belongs to the parent in the path, but is: 'employeeId of type java.lang.Long', 'number of type java.lang.Long'.",
				"Let the id be a String, Long, Integer, Short, BigInteger or UUID, or an embedded id with one of these beside the parent, which the path states. Where a part of the id is the id of the parent, annotate the association with @MapsId and the name of that part.");
	}

	@Test
	void checkWhenOtherRepositoryMayHaveUnknownKindPasses() {
		assertThatCode(() -> pathCheck().check(CredentialPath.parse("Vault/1"), repository(), false))
			.doesNotThrowAnyException();
		assertThat(catchThrowable(
				() -> pathCheck().check(CredentialPath.parse("Employee/1/Transfer/1"), repository(), false)))
			.hasMessageContaining("several associations");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void startWhenClassIsNoEntityIsExplainedOnConsole(CapturedOutput output) {
		assertThat(catchThrowable(() -> run(WithEntities.class, "--ssl.credential=Employee/1/Contract/1"))).isNotNull();
		assertThat(output).contains(
				"""
						***************************
						APPLICATION FAILED TO START
						***************************

						Description:

						Credential path 'Employee/1/Contract/1' cannot be followed: io.github.sslcredentials.autoconfigure.mapping.scanned.Contract implements CredentialEntity, but is no entity of the persistence unit.

						Action:

						Annotate the class with @Entity, and see that @EntityScan, if there is one, has its package.
						""");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void startWhenThereIsNoCredentialEntityIsExplainedOnConsole(CapturedOutput output) {
		assertThat(catchThrowable(() -> run(WithoutEntities.class, "--ssl.credential=Address/1"))).isNotNull();
		assertThat(output).contains(
				"""
						Credential path 'Address/1' cannot be followed: no entity is named 'Address'; entities that implement CredentialEntity: none.

						Action:

						Let the last kind of the path be the name of an entity that implements CredentialEntity, or let 'Address' implement it.
						""");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void startWhenThereIsNoJpaIsExplainedOnConsole(CapturedOutput output) {
		assertThat(catchThrowable(() -> run(WithoutJpa.class, "--ssl.credential=Address/1"))).isNotNull();
		assertThat(output).contains(
				"""
						The property 'ssl.credential': there is no repository to ask for 'Address/1'.

						Action:

						Add JPA and an entity that implements CredentialEntity, set 'ssl.store.jdbc.enabled' to true for the shipped table, or define a bean of type CredentialRepository.
						""");
	}

	private static void assertExplained(String path, String description, String action) {
		StartFailure.assertExplained(catchThrowable(() -> check(path)), description, action);
	}

	private static void check(String path) {
		pathCheck().check(CredentialPath.parse(path), repository(), true);
	}

	private static PathCheck pathCheck() {
		return application.getBean(PathCheck.class);
	}

	private static CredentialRepository repository() {
		return application.getBean(JpaCredentialRepository.class);
	}

	private static ConfigurableApplicationContext run(Class<?> configuration, String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.datasource.generate-unique-name=true",
					"spring.jpa.hibernate.ddl-auto=none")
			.build();
		return application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage(basePackages = "io.github.sslcredentials.autoconfigure.mapping")
	@EntityScan("io.github.sslcredentials.autoconfigure.mapping.scanned")
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			SslCredentialsAutoConfiguration.class, SslCredentialsJpaAutoConfiguration.class })
	static class WithEntities {

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage(basePackages = "io.github.sslcredentials.autoconfigure.none")
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			SslCredentialsAutoConfiguration.class, SslCredentialsJpaAutoConfiguration.class })
	static class WithoutEntities {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslCredentialsAutoConfiguration.class, SslCredentialsJpaAutoConfiguration.class })
	static class WithoutJpa {

	}

}
