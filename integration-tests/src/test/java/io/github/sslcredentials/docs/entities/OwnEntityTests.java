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

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialParent;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code docs/own-entity.md}.
 */
class OwnEntityTests {

	private static final IssuedCredential CREDENTIAL = DevelopmentCa.create().issueClient("asalieri");

	private static ConfigurableApplicationContext application;

	private static SslCredentials credentials;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.jpa.hibernate.ddl-auto=create", "logging.level.root=warn")
			.run();
		credentials = application.getBean(SslCredentials.class);
		application.getBean(TransactionTemplate.class)
			.executeWithoutResult((status) -> store(application.getBean(EntityManager.class)));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Company/acme/Employee/asalieri/Address/1", "Employee/asalieri/Address/1", "Address/1",
			"Employee/asalieri/Badge/7", "Employee/asalieri/Contract/3", "Manager/mozart/Address/2", "Merchant/m-1",
			"Employee/asalieri/Profile/asalieri", "Certificate/4f00", "Tenant/t-1" })
	void pathLeadsToCredential(String path) {
		Credential credential = credentials.get(CredentialPath.parse(path));
		assertThat(credential.certificate()).isEqualTo(CREDENTIAL.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Employee/ASALIERI/Address/1", "Employee/asalieri/Address/01", "Employee/mozart/Address/2",
			"Company/other/Employee/asalieri/Address/1", "Employee/salieri/Contract/3", "shops/m-1",
			"Certificate/4F00" })
	void pathOfAnotherLeadsToNothing(String path) {
		assertThatExceptionOfType(NoSuchCredentialException.class)
			.isThrownBy(() -> credentials.get(CredentialPath.parse(path)))
			.withMessageStartingWith("No credential '" + path + "' in ");
	}

	@Test
	void versionOfEntityIsPartOfVersion() {
		assertThat(credentials.get(CredentialPath.of("Merchant", "m-1")).version()).startsWith("0-");
	}

	private static void store(EntityManager entityManager) {
		Company company = new Company("acme");
		Employee asalieri = new Employee("asalieri", company);
		Employee salieri = new Employee("salieri", company);
		Manager mozart = new Manager("mozart", company);
		for (Object entity : new Object[] { company, asalieri, salieri, mozart, new Address(1, asalieri),
				new Address(2, mozart), new Badge(asalieri, 7), new Contract(3, asalieri, salieri),
				new Profile(asalieri), new Merchant("m-1"),
				new Certificate("4f00", CREDENTIAL.privateKeyPem(), CREDENTIAL.certificateChainPem()) }) {
			entityManager.persist(entity);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		private final Map<String, CredentialRecord> records = new ConcurrentHashMap<>(
				Map.of("t-1", CREDENTIAL.record()));

		// tag::bean[]
		@Bean
		CredentialRepository tenantCredentials() {
			return (path) -> path.equals(CredentialPath.of("Tenant", path.id())) ? this.records.get(path.id()) : null;
		}
		// end::bean[]

	}

	@MappedSuperclass
	abstract static class Stored implements CredentialEntity {

		@Column(length = 20_000)
		private String keyStr = CREDENTIAL.privateKeyPem();

		@Column(length = 20_000)
		private String cert = CREDENTIAL.certificateChainPem();

		@Override
		public String privateKeyPem() {
			return this.keyStr;
		}

		@Override
		public String certificateChainPem() {
			return this.cert;
		}

	}

	@Entity(name = "Company")
	static class Company {

		@Id
		private String id = "";

		protected Company() {
		}

		Company(String id) {
			this.id = id;
		}

	}

	// tag::levels[]
	@Entity(name = "Employee")
	static class Employee {

		@Id
		private String id = "";

		@ManyToOne
		private @Nullable Company company;

		// end::levels[]

		protected Employee() {
		}

		Employee(String id, Company company) {
			this.id = id;
			this.company = company;
		}
		// tag::levels[]

	}

	@Entity(name = "Address")
	static class Address extends Stored {

		@Id
		private Long id = 0L;

		@ManyToOne
		private @Nullable Employee employee;

		// end::levels[]

		protected Address() {
		}

		Address(long id, Employee employee) {
			this.id = id;
			this.employee = employee;
		}
		// tag::levels[]

	}
	// end::levels[]

	// tag::inheritance[]
	@Entity(name = "Manager")
	static class Manager extends Employee {

		// end::inheritance[]

		protected Manager() {
		}

		Manager(String id, Company company) {
			super(id, company);
		}
		// tag::inheritance[]

	}
	// end::inheritance[]

	// tag::maps-id[]
	@Embeddable
	record BadgeId(String employeeId, Long number) implements Serializable {
	}

	@Entity(name = "Badge")
	static class Badge extends Stored {

		@EmbeddedId
		private @Nullable BadgeId id;

		@MapsId("employeeId")
		@ManyToOne
		private @Nullable Employee employee;

		@ManyToOne
		private @Nullable Employee issuer;

		// end::maps-id[]

		protected Badge() {
		}

		Badge(Employee employee, long number) {
			this.id = new BadgeId(employee.id, number);
			this.employee = employee;
			this.issuer = employee;
		}
		// tag::maps-id[]

	}
	// end::maps-id[]

	// tag::shared-id[]
	@Entity(name = "Profile")
	static class Profile extends Stored {

		@Id
		private @Nullable String id;

		@MapsId
		@OneToOne
		private @Nullable Employee employee;

		// end::shared-id[]

		protected Profile() {
		}

		Profile(Employee employee) {
			this.employee = employee;
		}
		// tag::shared-id[]

	}
	// end::shared-id[]

	// tag::credential-parent[]
	@Entity(name = "Contract")
	static class Contract extends Stored {

		@Id
		private Integer id = 0;

		@CredentialParent
		@ManyToOne
		private @Nullable Employee owner;

		@ManyToOne
		private @Nullable Employee approver;

		// end::credential-parent[]

		protected Contract() {
		}

		Contract(int id, Employee owner, Employee approver) {
			this.id = id;
			this.owner = owner;
			this.approver = approver;
		}
		// tag::credential-parent[]

	}
	// end::credential-parent[]

	// tag::name[]
	@Entity(name = "Merchant")
	@Table(name = "shops")
	static class Merchant extends Stored {

		@Id
		private String id = "";

		@Version
		private int version;

		// end::name[]

		protected Merchant() {
		}

		Merchant(String id) {
			this.id = id;
		}
		// tag::name[]

	}
	// end::name[]

}
