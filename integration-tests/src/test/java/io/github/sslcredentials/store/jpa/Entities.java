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

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialParent;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

/**
 * Entities in every shape that a path can lead along. The nested classes are mapped as
 * they are; what a class shows is in its name or in its comment.
 *
 * @author SSL Credentials contributors
 */
final class Entities {

	private Entities() {
	}

	static String[] names() {
		return Stream.of(Entities.class, ReadingEntities.class)
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

	@Embeddable
	record BadgeId(String employeeId, Long number) implements Serializable {
	}

	/** Derived identity with an embedded id. */
	@Entity(name = "Badge")
	static class Badge extends Stored {

		@EmbeddedId
		BadgeId id;

		@MapsId("employeeId")
		@ManyToOne
		Employee employee;

		@ManyToOne
		Employee issuer;

		Badge() {
		}

		Badge(Employee employee, long number) {
			this.id = new BadgeId(employee.id, number);
			this.employee = employee;
		}

	}

	@Embeddable
	record BadgeKeyId(BadgeId badge, Integer number) implements Serializable {
	}

	/** Derived identity of an entity with a derived identity. */
	@Entity(name = "BadgeKey")
	static class BadgeKey extends Stored {

		@EmbeddedId
		BadgeKeyId id;

		@MapsId("badge")
		@ManyToOne
		Badge badge;

		BadgeKey() {
		}

		BadgeKey(Badge badge, int number) {
			this.id = new BadgeKeyId(badge.id, number);
			this.badge = badge;
		}

	}

	static class CardId implements Serializable {

		private static final long serialVersionUID = 1L;

		String employee;

		long number;

		@Override
		public boolean equals(Object obj) {
			return obj instanceof CardId other && other.number == this.number && other.employee.equals(this.employee);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.employee, this.number);
		}

	}

	/** Derived identity with an id class. */
	@Entity(name = "Card")
	@IdClass(CardId.class)
	static class Card extends Stored {

		@Id
		@ManyToOne
		Employee employee;

		@Id
		long number;

		@ManyToOne
		Employee issuer;

		Card() {
		}

		Card(Employee employee, long number) {
			this.employee = employee;
			this.number = number;
		}

	}

	/** Shares its parent's id. */
	@Entity(name = "Profile")
	static class Profile extends Stored {

		@Id
		String id;

		@MapsId
		@OneToOne
		Employee employee;

		Profile() {
		}

		Profile(Employee employee) {
			this.employee = employee;
		}

	}

	@Embeddable
	record SealId(BigInteger number) implements Serializable {
	}

	@Entity(name = "Seal")
	static class Seal extends Stored {

		@EmbeddedId
		SealId id;

		Seal() {
		}

		Seal(String number) {
			this.id = new SealId(new BigInteger(number));
		}

	}

	@Embeddable
	record SlotId(String shelf, Long number) implements Serializable {
	}

	/** An id that no path can express. */
	@Entity(name = "Slot")
	static class Slot extends Stored {

		@EmbeddedId
		SlotId id;

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

	@Entity(name = "Country")
	static class Country {

		@Id
		@Column(columnDefinition = "char(4)")
		String id;

		Country() {
		}

		Country(String id) {
			this.id = id;
		}

	}

	/** The target of an association whose actual types are subtypes. */
	@Entity(name = "Party")
	@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
	abstract static class Party extends Stored {

		@Id
		Long id;

	}

	@Entity(name = "Bank")
	static class Bank extends Party {

		@ManyToOne(fetch = FetchType.LAZY)
		Country country;

		Bank() {
		}

		Bank(long id, Country country) {
			this.id = id;
			this.country = country;
		}

	}

	@Entity(name = "SavingsBank")
	static class SavingsBank extends Bank {

		SavingsBank() {
		}

		SavingsBank(long id, Country country) {
			super(id, country);
		}

	}

	@Entity(name = "PartyKey")
	static class PartyKey extends Stored {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Party party;

		PartyKey() {
		}

		PartyKey(long id, Party party) {
			this.id = id;
			this.party = party;
		}

	}

	@Entity(name = "Device")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Device extends Stored {

		@Id
		Long id;

	}

	@Entity(name = "Phone")
	static class Phone extends Device {

	}

	@Entity(name = "Token")
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	static class Token extends Stored {

		@Id
		Long id;

	}

	@Entity(name = "HardToken")
	static class HardToken extends Token {

	}

}
