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

import io.github.sslcredentials.store.jpa.Entities.Employee;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;

/**
 * Entities with composite ids, most of which have their parent's id in them.
 *
 * @author SSL Credentials contributors
 */
final class DerivedIdEntities {

	private DerivedIdEntities() {
	}

	@Embeddable
	record BadgeId(String employeeId, Long number) implements Serializable {
	}

	/** Derived identity with an embedded id. */
	@Entity(name = "Badge")
	static class Badge extends Entities.Stored {

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
	static class BadgeKey extends Entities.Stored {

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
	static class Card extends Entities.Stored {

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
	static class Profile extends Entities.Stored {

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

	/** Its whole id is the association with its parent. */
	@Entity(name = "Passport")
	static class Passport extends Entities.Stored {

		@Id
		@OneToOne
		Employee employee;

		Passport() {
		}

		Passport(Employee employee) {
			this.employee = employee;
		}

	}

	/** Its whole id is the association with an entity of which the same is true. */
	@Entity(name = "Visa")
	static class Visa extends Entities.Stored {

		@Id
		@OneToOne
		Passport passport;

		Visa() {
		}

		Visa(Passport passport) {
			this.passport = passport;
		}

	}

	static class ShiftId implements Serializable {

		private static final long serialVersionUID = 1L;

		String employeeId;

		long number;

		@Override
		public boolean equals(Object obj) {
			return obj instanceof ShiftId other && other.number == this.number
					&& other.employeeId.equals(this.employeeId);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.employeeId, this.number);
		}

	}

	/** Its association reads a column of the id, but does not say so. */
	@Entity(name = "Shift")
	@IdClass(ShiftId.class)
	static class Shift extends Entities.Stored {

		@Id
		@Column(name = "employee_id")
		String employeeId;

		@Id
		long number;

		@ManyToOne
		@JoinColumn(name = "employee_id", insertable = false, updatable = false)
		Employee employee;

	}

	/** The same, where the association says so. */
	@Entity(name = "Duty")
	@IdClass(ShiftId.class)
	static class Duty extends Entities.Stored {

		@Id
		String employeeId;

		@Id
		long number;

		@MapsId("employeeId")
		@ManyToOne
		Employee employee;

		Duty() {
		}

		Duty(Employee employee, long number) {
			this.employee = employee;
			this.number = number;
		}

	}

	@Embeddable
	record SealId(BigInteger number) implements Serializable {
	}

	@Entity(name = "Seal")
	static class Seal extends Entities.Stored {

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
	static class Slot extends Entities.Stored {

		@EmbeddedId
		SlotId id;

	}

	@Embeddable
	static class PermitId implements Serializable {

		private static final long serialVersionUID = 1L;

		@ManyToOne
		@SuppressWarnings("serial") // ids of the tests are not serialized
		Employee employee;

		long number;

		PermitId() {
		}

		PermitId(Employee employee, long number) {
			this.employee = employee;
			this.number = number;
		}

		@Override
		public boolean equals(Object obj) {
			return obj instanceof PermitId other && other.number == this.number
					&& other.employee.id.equals(this.employee.id);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.employee.id, this.number);
		}

	}

	/** Its embedded id has the association itself, as Hibernate allows. */
	@Entity(name = "Permit")
	static class Permit extends Entities.Stored {

		@EmbeddedId
		PermitId id;

		Permit() {
		}

		Permit(Employee employee, long number) {
			this.id = new PermitId(employee, number);
		}

	}

	@MappedSuperclass
	abstract static class GenericEmbedded<K, P> extends Entities.Stored {

		@EmbeddedId
		K id;

		@ManyToOne(fetch = FetchType.LAZY)
		P parent;

	}

	@Embeddable
	record StampId(BigInteger number) implements Serializable {
	}

	/** Its embedded id and its parent are of a generic superclass. */
	@Entity(name = "Stamp")
	static class Stamp extends GenericEmbedded<StampId, Employee> {

		Stamp() {
		}

		Stamp(long number, Employee parent) {
			this.id = new StampId(BigInteger.valueOf(number));
			this.parent = parent;
		}

	}

	@Embeddable
	static class Sender {

		@ManyToOne
		Employee employee;

	}

	/** Its parent is within an embedded attribute. */
	@Entity(name = "Parcel")
	static class Parcel extends Entities.Stored {

		@Id
		Long id;

		Sender sender = new Sender();

		Parcel() {
		}

		Parcel(long id, Employee employee) {
			this.id = id;
			this.sender.employee = employee;
		}

	}

}
