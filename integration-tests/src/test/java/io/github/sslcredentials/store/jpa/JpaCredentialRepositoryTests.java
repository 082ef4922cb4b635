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

package io.github.sslcredentials.store.jpa;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.store.jpa.CredentialMappingException.Reason;
import io.github.sslcredentials.store.jpa.Entities.Address;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link JpaCredentialRepository}: what is the same on every database.
 *
 * @author SSL Credentials contributors
 */
class JpaCredentialRepositoryTests extends AbstractJpaTests {

	private static final String KNOWN = "entities that implement CredentialEntity: 'Address', 'Badge', 'BadgeKey', 'Bank',"
			+ " 'Cached', 'Card', 'Contract', 'Device', 'Duty', 'HardToken', 'Invoice', 'Lazy',"
			+ " 'Lease', 'Loose', 'Merchant', 'OrgKey', 'Parcel', 'PartyKey', 'Passport', 'Permit',"
			+ " 'Phone', 'Profile', 'Region', 'RegionKey', 'Restless', 'SavingsBank', 'Seal',"
			+ " 'Shift', 'Slot', 'Stamp', 'Terminal', 'TerminalKey', 'Token', 'Versioned', 'Visa'";

	JpaCredentialRepositoryTests() {
		super(TestDatabase.H2);
	}

	@Test
	void kindsReturnsEntityNamesOfCredentials() {
		assertThat(this.repository.kinds()).contains("Address", "Merchant", "Badge", "SavingsBank")
			.doesNotContain("Employee", "ShopEntity", "shops", "Party", "Stored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Employee/x/Address/x", "Address/x", "Manager/x/Address/1",
			"Employee/x/Badge/x/BadgeKey/x", "Employee/x/Card/x", "Country/x/SavingsBank/x/PartyKey/x",
			"Employee/x/Contract/1", "Manager/x/Profile/x", "Employee/x/Passport/x", "Employee/x/Duty/1" })
	void checkWhenPathCanBeFollowedReturns(String path) {
		assertThatNoException().isThrownBy(() -> this.repository.check(CredentialPath.parse(path)));
	}

	@Test
	void checkWhenEntityIsUnknownThrowsException() {
		CredentialMappingException ex = check("Employee/x/Adress/1");
		assertThat(ex).hasMessage(
				"Credential path 'Employee/x/Adress/1' cannot be followed: no entity is named 'Adress'; " + KNOWN);
		assertThat(ex.reason()).isEqualTo(Reason.NO_SUCH_ENTITY);
		assertThat(ex.kind()).isEqualTo("Adress");
		assertThat(ex.path()).isEqualTo(CredentialPath.parse("Employee/x/Adress/1"));
		assertThat(ex.candidates()).startsWith("Address", "Badge");
	}

	@Test
	void checkWhenKindIsClassNameThrowsExceptionWithEntityName() {
		assertThat(check("ShopEntity/1")).hasMessage("Credential path 'ShopEntity/1' cannot be followed:"
				+ " no entity is named 'ShopEntity', but the entity of that class is named 'Merchant'; " + KNOWN);
	}

	@Test
	void checkWhenEntityIsNoCredentialThrowsException() {
		CredentialMappingException ex = check("Employee/asalieri");
		assertThat(ex)
			.hasMessage("Credential path 'Employee/asalieri' cannot be followed: entity 'Employee' (%s) is abstract or"
				.formatted(Entities.Employee.class.getName()) + " does not implement CredentialEntity; " + KNOWN);
		assertThat(ex.reason()).isEqualTo(Reason.NOT_A_CREDENTIAL);
	}

	@Test
	void checkWhenEntityIsAbstractThrowsException() {
		assertThat(check("Party/1").reason()).isEqualTo(Reason.NOT_A_CREDENTIAL);
	}

	@Test
	void checkWhenParentIsUnknownThrowsException() {
		CredentialMappingException ex = check("Employe/x/Address/1");
		assertThat(ex).message()
			.startsWith("Credential path 'Employe/x/Address/1' cannot be followed: no entity is named 'Employe';"
					+ " entities: 'Address', 'Badge'");
		assertThat(ex.reason()).isEqualTo(Reason.NO_SUCH_PARENT_ENTITY);
		assertThat(ex.candidates()).contains("Employee", "Company");
	}

	@Test
	void checkWhenThereIsNoAssociationThrowsException() {
		CredentialMappingException ex = check("Company/x/Address/1");
		assertThat(ex).hasMessage("Credential path 'Company/x/Address/1' cannot be followed: entity 'Address' has no"
				+ " to-one association with 'Company' that is its parent; associations: 'employee'");
		assertThat(ex.reason()).isEqualTo(Reason.NO_PARENT_ASSOCIATION);
		assertThat(ex.candidates()).containsExactly("employee");
	}

	@Test
	void checkWhenAssociationIsNotTheMarkedOneThrowsException() {
		assertThat(check("Company/x/Contract/1").candidates()).containsExactly("approver", "company", "owner");
	}

	@Test
	void checkWhenParentIsAmbiguousThrowsException() {
		CredentialMappingException ex = check("Manager/x/Invoice/1");
		assertThat(ex).hasMessage("Credential path 'Manager/x/Invoice/1' cannot be followed: entity 'Invoice' has"
				+ " several associations with 'Manager': 'approver', 'issuer', 'payer'; mark the parent with"
				+ " @CredentialParent");
		assertThat(ex.reason()).isEqualTo(Reason.AMBIGUOUS_PARENT);
		assertThat(ex.kind()).isEqualTo("Invoice");
	}

	@Test
	void checkWhenIdNeedsItsParentThrowsException() {
		CredentialMappingException ex = check("Badge/1");
		assertThat(ex.reason()).isEqualTo(Reason.UNSUPPORTED_ID);
		assertThat(ex.candidates()).containsExactly("id.employeeId of type java.lang.String",
				"id.number of type java.lang.Long");
		assertThat(check("Badge/1/BadgeKey/1").kind()).isEqualTo("Badge");
	}

	@Test
	void checkWhenAssociationDoesNotSayThatItIsOfIdThrowsException() {
		CredentialMappingException ex = check("Employee/x/Shift/1");
		assertThat(ex.reason()).isEqualTo(Reason.UNSUPPORTED_ID);
		assertThat(ex.candidates()).containsExactly("employeeId of type java.lang.String",
				"number of type java.lang.Long");
	}

	@Test
	void createTouchesNothing() {
		AtomicInteger calls = new AtomicInteger();
		JpaCredentialRepository repository = new JpaCredentialRepository(() -> {
			calls.incrementAndGet();
			return this.factory;
		}, Duration.ofSeconds(1));
		assertThat(calls).hasValue(0);
		assertThat(repository.kinds()).contains("Address");
		assertThat(calls).hasPositiveValue();
	}

	@Test
	void findWhenFactoryWasMissingAtFirstTriesAgain() {
		AtomicInteger calls = new AtomicInteger();
		JpaCredentialRepository repository = new JpaCredentialRepository(() -> {
			if (calls.getAndIncrement() == 0) {
				throw new IllegalStateException("not yet");
			}
			return this.factory;
		}, Duration.ofSeconds(1));
		store(new Address(1, null).storing("one"));
		assertThatIllegalStateException().isThrownBy(() -> repository.find(CredentialPath.of("Address", 1)));
		assertThat(repository.find(CredentialPath.of("Address", 1))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void createWhenTimeoutIsNotPositiveThrowsException(Duration timeout) {
		assertThatIllegalArgumentException().isThrownBy(() -> new JpaCredentialRepository(() -> this.factory, timeout))
			.withMessage("'timeout' must be positive, but is " + timeout);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0.001S", "PT1S", "P1000D", "PT9223372036854775807S" })
	void findWhenTimeoutIsAnyPositiveReturnsRecord(Duration timeout) {
		store(new Address(1, null).storing("one"));
		JpaCredentialRepository repository = new JpaCredentialRepository(() -> this.factory, timeout);
		assertThat(repository.find(CredentialPath.of("Address", 1))).isNotNull();
	}

	@Test
	void findWhenRepositoryIsBeanReturnsRecord() {
		store(new Address(1, null).storing("one"));
		new ApplicationContextRunner()
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("factory", this.factory))
			.withUserConfiguration(RepositoryConfiguration.class)
			.run((context) -> assertThat(
					context.getBean(CredentialRepository.class).find(CredentialPath.of("Address", 1)))
				.isNotNull());
	}

	@Test
	void findWhenThreadsAreManyReturnsRightRecords() {
		for (long id = 1; id <= 20; id++) {
			store(new Address(id, null).storing("address " + id));
		}
		List<Integer> wrong = IntStream.rangeClosed(1, 200)
			.parallel()
			.filter((i) -> !new String(find("Address/" + (i % 20 + 1)).privateKeyPem())
				.equals("-----FAKE KEY of address " + (i % 20 + 1)))
			.boxed()
			.toList();
		assertThat(wrong).isEmpty();
	}

	private CredentialMappingException check(String path) {
		return catchThrowableOfType(CredentialMappingException.class,
				() -> this.repository.check(CredentialPath.parse(path)));
	}

	@Configuration(proxyBeanMethods = false)
	static class RepositoryConfiguration {

		@Bean
		JpaCredentialRepository jpaCredentialRepository(ObjectProvider<EntityManagerFactory> entityManagerFactory) {
			return new JpaCredentialRepository(entityManagerFactory::getObject, Duration.ofSeconds(5));
		}

	}

}
