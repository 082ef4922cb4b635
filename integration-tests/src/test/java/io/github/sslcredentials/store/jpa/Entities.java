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

import java.util.UUID;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialParent;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;

/**
 * Entities with simple ids, and the names of all entities of the tests.
 *
 * @author SSL Credentials contributors
 */
final class Entities {

	private Entities() {
	}

	static String[] names() {
		return Stream.of(Entities.class, DerivedIdEntities.class, InheritanceEntities.class, ReadingEntities.class)
			.flatMap((holder) -> Stream.of(holder.getDeclaredClasses()))
			.map(Class::getName)
			.toArray(String[]::new);
	}

	/** What a credential entity of the tests has: text that only looks like PEM. */
	@MappedSuperclass
	@Access(AccessType.FIELD)
	abstract static class Stored implements CredentialEntity {

		String keyStr;

		String cert;

		@Override
		public String privateKeyPem() {
			return this.keyStr;
		}

		@Override
		public String certificateChainPem() {
			return this.cert;
		}

		@SuppressWarnings("unchecked")
		<T extends Stored> T storing(String name) {
			this.keyStr = "-----FAKE KEY of " + name;
			this.cert = "-----FAKE CERTIFICATE of " + name;
			return (T) this;
		}

	}

	@MappedSuperclass
	abstract static class Generic<K> extends Stored {

		@Id
		K id;

	}

	/** No credential, only an ancestor. */
	@Entity(name = "Employee")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Employee {

		@Id
		String id;

		@ManyToOne
		Department department;

		Employee() {
		}

		Employee(String id) {
			this.id = id;
		}

	}

	@Entity(name = "Manager")
	static class Manager extends Employee {

		Manager() {
		}

		Manager(String id) {
			super(id);
		}

	}

	@Entity(name = "Company")
	static class Company {

		@Id
		UUID id;

		Company() {
		}

		Company(UUID id) {
			this.id = id;
		}

	}

	@Entity(name = "Department")
	static class Department {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Company company;

		Department() {
		}

		Department(int id, Company company) {
			this.id = id;
			this.company = company;
		}

	}

	@Entity(name = "Address")
	static class Address extends Stored {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Employee employee;

		Address() {
		}

		Address(long id, Employee employee) {
			this.id = id;
			this.employee = employee;
		}

	}

	@Entity(name = "Terminal")
	static class Terminal extends Generic<Long> {

		Terminal() {
		}

		Terminal(long id) {
			this.id = id;
		}

	}

	@Entity(name = "TerminalKey")
	static class TerminalKey extends Generic<UUID> {

		@ManyToOne(fetch = FetchType.LAZY)
		Terminal terminal;

		TerminalKey() {
		}

		TerminalKey(UUID id, Terminal terminal) {
			this.id = id;
			this.terminal = terminal;
		}

	}

	@Entity(name = "Merchant")
	@Table(name = "shops")
	static class ShopEntity extends Stored {

		@Id
		String id;

		ShopEntity() {
		}

		ShopEntity(String id) {
			this.id = id;
		}

	}

	@Entity(name = "Contract")
	static class Contract extends Stored {

		@Id
		Short id;

		@CredentialParent
		@ManyToOne
		Employee owner;

		@ManyToOne
		Employee approver;

		@ManyToOne
		Company company;

		Contract() {
		}

		Contract(int id, Employee owner, Employee approver) {
			this.id = (short) id;
			this.owner = owner;
			this.approver = approver;
		}

	}

	/** Mapped by its getters, with our annotation at a field. */
	@Entity(name = "Lease")
	@Access(AccessType.PROPERTY)
	static class Lease extends Stored {

		private Long id;

		@CredentialParent
		private Employee tenant;

		private Employee landlord;

		Lease() {
		}

		Lease(long id, Employee tenant, Employee landlord) {
			this.id = id;
			this.tenant = tenant;
			this.landlord = landlord;
		}

		@Id
		Long getId() {
			return this.id;
		}

		void setId(Long id) {
			this.id = id;
		}

		@ManyToOne
		Employee getTenant() {
			return this.tenant;
		}

		void setTenant(Employee tenant) {
			this.tenant = tenant;
		}

		@ManyToOne
		Employee getLandlord() {
			return this.landlord;
		}

		void setLandlord(Employee landlord) {
			this.landlord = landlord;
		}

	}

	/** Two associations with one type, none of them marked. */
	@Entity(name = "Invoice")
	static class Invoice extends Stored {

		@Id
		Long id;

		@ManyToOne
		Employee issuer;

		@ManyToOne
		Manager approver;

		@ManyToOne
		Employee payer;

	}

}
