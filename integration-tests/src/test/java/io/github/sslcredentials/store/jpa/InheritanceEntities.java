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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/**
 * Entities with subtypes, in all three ways of mapping them.
 *
 * @author SSL Credentials contributors
 */
final class InheritanceEntities {

	private InheritanceEntities() {
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
	abstract static class Party extends Entities.Stored {

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
	static class PartyKey extends Entities.Stored {

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
	static class Device extends Entities.Stored {

		@Id
		Long id;

	}

	@Entity(name = "Phone")
	static class Phone extends Device {

	}

	@Entity(name = "Token")
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	static class Token extends Entities.Stored {

		@Id
		Long id;

	}

	@Entity(name = "HardToken")
	static class HardToken extends Token {

	}

	@Entity(name = "Org")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Org implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		String id;

		@Column(unique = true)
		String code;

		Org() {
		}

		Org(String id, String code) {
			this.id = id;
			this.code = code;
		}

	}

	@Entity(name = "Shop")
	static class Shop extends Org {

		private static final long serialVersionUID = 1L;

		Shop() {
		}

		Shop(String id, String code) {
			super(id, code);
		}

	}

	/** Its association does not go by the primary key. */
	@Entity(name = "OrgKey")
	static class OrgKey extends Entities.Stored {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(referencedColumnName = "code")
		Org org;

		OrgKey() {
		}

		OrgKey(long id, Org org) {
			this.id = id;
			this.org = org;
		}

	}

}
