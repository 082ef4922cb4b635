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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.store.jpa.CredentialMappingException.Reason;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Badge;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.BadgeKey;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Card;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Duty;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Parcel;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Passport;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Permit;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Profile;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Seal;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Stamp;
import io.github.sslcredentials.store.jpa.DerivedIdEntities.Visa;
import io.github.sslcredentials.store.jpa.Entities.Address;
import io.github.sslcredentials.store.jpa.Entities.Company;
import io.github.sslcredentials.store.jpa.Entities.Contract;
import io.github.sslcredentials.store.jpa.Entities.Department;
import io.github.sslcredentials.store.jpa.Entities.Employee;
import io.github.sslcredentials.store.jpa.Entities.Lease;
import io.github.sslcredentials.store.jpa.Entities.Manager;
import io.github.sslcredentials.store.jpa.Entities.ShopEntity;
import io.github.sslcredentials.store.jpa.Entities.Terminal;
import io.github.sslcredentials.store.jpa.Entities.TerminalKey;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Bank;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Country;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Device;
import io.github.sslcredentials.store.jpa.InheritanceEntities.HardToken;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Org;
import io.github.sslcredentials.store.jpa.InheritanceEntities.OrgKey;
import io.github.sslcredentials.store.jpa.InheritanceEntities.PartyKey;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Phone;
import io.github.sslcredentials.store.jpa.InheritanceEntities.SavingsBank;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Shop;
import io.github.sslcredentials.store.jpa.InheritanceEntities.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for where paths lead, for each shape of ids, associations and inheritance.
 *
 * @author SSL Credentials contributors
 */
abstract class AbstractJpaPathTests extends AbstractJpaTests {

	private static final UUID ACME = UUID.fromString("0a1b2c3d-4e5f-4678-9abc-def012345678");

	private Employee asalieri;

	private Employee wamozart;

	AbstractJpaPathTests(TestDatabase kind) {
		super(kind);
	}

	@BeforeEach
	void createEmployees() {
		this.asalieri = new Employee("asalieri");
		this.wamozart = new Employee("wamozart");
	}

	@Test
	void findWhenParentMatchesReturnsRecord() {
		store(this.asalieri, new Address(1, this.asalieri).storing("one"));
		assertKey("Employee/asalieri/Address/1").isEqualTo("-----FAKE KEY of one");
	}

	@Test
	void findWhenRowIsOfAnotherParentReturnsNull() {
		store(this.asalieri, this.wamozart, new Address(1, this.asalieri).storing("a"),
				new Address(2, this.wamozart).storing("w"));
		assertKey("Employee/wamozart/Address/2").endsWith(" of w");
		assertNothing("Employee/wamozart/Address/1", "Employee/asalieri/Address/2", "Employee/haydn/Address/1");
	}

	@Test
	void findWhenPathHasOnePairIgnoresParent() {
		store(this.asalieri, new Address(1, this.asalieri).storing("one"), new Address(2, null).storing("two"));
		assertKey("Address/1").endsWith(" of one");
		assertKey("Address/2").endsWith(" of two");
		assertNothing("Address/3", "Employee/asalieri/Address/2");
	}

	@Test
	void findWhenThreeLevelsComparesAll() {
		Department department = new Department(7, new Company(ACME));
		this.asalieri.department = department;
		store(department.company, department, this.asalieri, new Address(1, this.asalieri).storing("one"));
		assertKey("Company/" + ACME + "/Department/7/Employee/asalieri/Address/1").endsWith(" of one");
		assertKey("Department/7/Employee/asalieri/Address/1").endsWith(" of one");
		assertNothing("Company/" + new UUID(1, 1) + "/Department/7/Employee/asalieri/Address/1",
				"Company/" + ACME + "/Department/8/Employee/asalieri/Address/1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "01", "+1", "-1", "1.0", "1e0", "0x1", "%201", "1%20", "\u0661", "\uFF11", "abc",
			"99999999999999999999", "1'--", "%25", "_" })
	void findWhenNumberIsNotCanonicalReturnsNull(String id) {
		store(this.asalieri, new Address(1, this.asalieri).storing("one"));
		assertNothing("Employee/asalieri/Address/" + id, "Address/" + id);
		assertKey("Employee/asalieri/Address/1").endsWith(" of one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ASALIERI", "asalierI", "asalieri%20", "%20asalieri", "asalier\u0456", "\u0430salieri",
			"asalieri'", "' OR '1'='1", "asalieri\\", "a%25", "%25", "_salieri", "asalieri;--", "\"asalieri\"",
			"asalieri\u200B" })
	void findWhenTextIsAnotherReturnsNull(String id) {
		store(this.asalieri, new Address(1, this.asalieri).storing("one"));
		assertNothing("Employee/" + id + "/Address/1");
		assertKey("Employee/asalieri/Address/1").endsWith(" of one");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "' OR '1'='1", "a%25b", "100%25", "_", "\"", "\\", "\u00e4\u0434\u4e2d\ud83d\udd11", "A", "a" })
	void findWhenIdIsUnusualReturnsItsRecordOnly(String id) {
		String text = CredentialPath.parse("Merchant/" + id).id();
		store(new ShopEntity(text).storing("it"), new ShopEntity("another").storing("another"));
		assertKey("Merchant/" + id).endsWith(" of it");
	}

	@Test
	void findWhenUuidIsCanonicalOnlyReturnsRecord() {
		Terminal terminal = new Terminal(5);
		store(terminal.storing("terminal"), new TerminalKey(ACME, terminal).storing("key"));
		assertKey("TerminalKey/" + ACME).endsWith(" of key");
		assertNothing("TerminalKey/" + ACME.toString().toUpperCase(), "TerminalKey/a-4e5f-4678-9abc-def012345678");
	}

	@Test
	void findWhenIdIsOfGenericSuperclassReturnsRecord() {
		Terminal terminal = new Terminal(5);
		store(terminal.storing("terminal"), new TerminalKey(ACME, terminal).storing("key"));
		assertKey("Terminal/5").endsWith(" of terminal");
		assertKey("Terminal/5/TerminalKey/" + ACME).endsWith(" of key");
		assertNothing("Terminal/05", "Terminal/6/TerminalKey/" + ACME, "Terminal/5/TerminalKey/5");
	}

	@Test
	void findWhenEmbeddedIdIsDerivedComparesBothParts() {
		Badge badge = new Badge(this.asalieri, 1);
		badge.issuer = this.wamozart;
		store(this.asalieri, this.wamozart, badge.storing("a"), new Badge(this.wamozart, 1).storing("w"));
		assertKey("Employee/asalieri/Badge/1").endsWith(" of a");
		assertKey("Employee/wamozart/Badge/1").endsWith(" of w");
		assertNothing("Employee/asalieri/Badge/2", "Employee/asalieri/Badge/01");
	}

	@Test
	void findWhenIdIsDerivedTwiceComparesAllParts() {
		Badge badge = new Badge(this.asalieri, 1);
		store(this.asalieri, badge, new BadgeKey(badge, 2).storing("key"));
		assertKey("Employee/asalieri/Badge/1/BadgeKey/2").endsWith(" of key");
		assertNothing("Employee/asalieri/Badge/2/BadgeKey/1", "Employee/wamozart/Badge/1/BadgeKey/2");
	}

	@Test
	void findWhenIdClassIsDerivedComparesBothParts() {
		store(this.asalieri, this.wamozart, new Card(this.asalieri, 1).storing("a"),
				new Card(this.wamozart, 1).storing("w"));
		assertKey("Employee/asalieri/Card/1").endsWith(" of a");
		assertKey("Employee/wamozart/Card/1").endsWith(" of w");
		assertNothing("Employee/asalieri/Card/2");
	}

	@Test
	void findWhenIdIsSharedWithParentComparesBoth() {
		store(this.asalieri, new Profile(this.asalieri).storing("profile"));
		assertKey("Employee/asalieri/Profile/asalieri").endsWith(" of profile");
		assertKey("Profile/asalieri").endsWith(" of profile");
		assertNothing("Employee/asalieri/Profile/1", "Employee/wamozart/Profile/asalieri");
	}

	@Test
	void findWhenWholeIdIsParentComparesBoth() {
		store(this.asalieri, this.wamozart, new Passport(this.asalieri).storing("passport"));
		assertKey("Employee/asalieri/Passport/asalieri").endsWith(" of passport");
		assertKey("Passport/asalieri").endsWith(" of passport");
		assertNothing("Employee/wamozart/Passport/asalieri", "Employee/asalieri/Passport/wamozart",
				"Employee/asalieri/Passport/ASALIERI", "Passport/wamozart", "Passport/ASALIERI");
	}

	@Test
	void findWhenWholeIdIsParentTwiceComparesAll() {
		Passport passport = new Passport(this.asalieri);
		store(this.asalieri, passport.storing("passport"), new Visa(passport).storing("visa"));
		assertKey("Employee/asalieri/Passport/asalieri/Visa/asalieri").endsWith(" of visa");
		assertKey("Visa/asalieri").endsWith(" of visa");
		assertNothing("Employee/asalieri/Passport/asalieri/Visa/Asalieri",
				"Employee/asalieri/Passport/wamozart/Visa/asalieri");
	}

	@Test
	void findWhenIdClassHasPlainIdOfParentComparesBothParts() {
		store(this.asalieri, this.wamozart, new Duty(this.asalieri, 1).storing("a"),
				new Duty(this.wamozart, 1).storing("w"));
		assertKey("Employee/asalieri/Duty/1").endsWith(" of a");
		assertKey("Employee/wamozart/Duty/1").endsWith(" of w");
		assertNothing("Employee/asalieri/Duty/2");
	}

	@Test
	void findWhenAssociationOfSupertypeGoesByOtherColumnFollowsIt() {
		Shop shop = new Shop("A", "a-code");
		Org org = new Org("B", "b-code");
		store(shop, org, new OrgKey(1, shop).storing("shop"), new OrgKey(2, org).storing("org"));
		assertKey("Shop/A/OrgKey/1").endsWith(" of shop");
		assertKey("Org/B/OrgKey/2").endsWith(" of org");
		assertNothing("Shop/B/OrgKey/2", "Org/A/OrgKey/1", "Shop/A/OrgKey/2", "Shop/a/OrgKey/1");
	}

	@Test
	void findWhenEmbeddedIdHasAssociationComparesBoth() {
		store(this.asalieri, this.wamozart, new Permit(this.asalieri, 1).storing("a"),
				new Permit(this.wamozart, 1).storing("w"));
		assertKey("Employee/asalieri/Permit/1").endsWith(" of a");
		assertKey("Employee/wamozart/Permit/1").endsWith(" of w");
		assertNothing("Employee/asalieri/Permit/2");
	}

	@Test
	void findWhenIdAndParentAreOfGenericSuperclassComparesBoth() {
		store(this.asalieri, this.wamozart, new Stamp(1, this.asalieri).storing("a"));
		assertKey("Employee/asalieri/Stamp/1").endsWith(" of a");
		assertNothing("Employee/wamozart/Stamp/1", "Employee/asalieri/Stamp/2");
	}

	@Test
	void findWhenParentIsWithinEmbeddedFollowsIt() {
		store(this.asalieri, this.wamozart, new Parcel(1, this.asalieri).storing("a"));
		assertKey("Employee/asalieri/Parcel/1").endsWith(" of a");
		assertNothing("Employee/wamozart/Parcel/1");
	}

	@Test
	void findWhenEmbeddedIdHasOneAttributeReturnsRecord() {
		store(new Seal("123456789012345678901234567890").storing("seal"));
		assertKey("Seal/123456789012345678901234567890").endsWith(" of seal");
		assertNothing("Seal/0123456789012345678901234567890", "Seal/1");
	}

	@Test
	void findWhenIdHasSeveralPartsThrowsException() {
		assertThatExceptionOfType(CredentialMappingException.class).isThrownBy(() -> find("Slot/1"))
			.withMessage(
					"Credential path 'Slot/1' cannot be followed: the id of entity 'Slot' must be one String, Long,"
							+ " Integer, Short, BigInteger or UUID beside what belongs to the parent in the path, but is:"
							+ " 'id.number of type java.lang.Long', 'id.shelf of type java.lang.String'")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.UNSUPPORTED_ID));
	}

	@Test
	void findWhenEntityNameDiffersFromClassAndTableUsesEntityName() {
		store(new ShopEntity("m1").storing("shop"));
		assertKey("Merchant/m1").endsWith(" of shop");
		assertNothing("ShopEntity/m1", "shops/m1", "merchant/m1", "MERCHANT/m1");
	}

	@Test
	void findWhenAssociationIsMarkedFollowsIt() {
		store(this.asalieri, this.wamozart, new Contract(1, this.asalieri, this.wamozart).storing("contract"));
		assertKey("Employee/asalieri/Contract/1").endsWith(" of contract");
		assertNothing("Employee/wamozart/Contract/1", "Company/" + ACME + "/Contract/1");
	}

	@Test
	void findWhenFieldOfPropertyIsMarkedFollowsIt() {
		store(this.asalieri, this.wamozart, new Lease(1, this.asalieri, this.wamozart).storing("lease"));
		assertKey("Employee/asalieri/Lease/1").endsWith(" of lease");
		assertNothing("Employee/wamozart/Lease/1");
	}

	@Test
	void findWhenParentIsAmbiguousThrowsException() {
		assertThatExceptionOfType(CredentialMappingException.class).isThrownBy(() -> find("Employee/a/Invoice/1"))
			.withMessage("Credential path 'Employee/a/Invoice/1' cannot be followed: entity 'Invoice' has several"
					+ " associations with 'Employee': 'issuer', 'payer'; mark the parent with @CredentialParent");
	}

	@Test
	void findWhenParentIsOfSubtypeNeedsItsKind() {
		Manager manager = new Manager("asalieri");
		store(manager, new Address(1, manager).storing("one"));
		assertKey("Manager/asalieri/Address/1").endsWith(" of one");
		assertNothing("Employee/asalieri/Address/1");
	}

	@Test
	void findWhenParentIsNoInstanceOfSubtypeReturnsNull() {
		store(this.asalieri, new Address(1, this.asalieri).storing("one"));
		assertKey("Employee/asalieri/Address/1").endsWith(" of one");
		assertNothing("Manager/asalieri/Address/1");
	}

	@Test
	void findWhenAncestorsAssociationIsOfSubtypeFollowsIt() {
		Country italy = new Country("ITAL");
		Bank bank = new Bank(1, italy);
		SavingsBank savings = new SavingsBank(2, italy);
		store(italy, bank, savings, new PartyKey(1, bank).storing("b"), new PartyKey(2, savings).storing("s"));
		assertKey("Country/ITAL/Bank/1/PartyKey/1").endsWith(" of b");
		assertKey("Country/ITAL/SavingsBank/2/PartyKey/2").endsWith(" of s");
		assertNothing("Bank/2/PartyKey/2", "SavingsBank/1/PartyKey/1", "Country/FRAN/Bank/1/PartyKey/1",
				"Party/1/PartyKey/1");
	}

	@Test
	void findWhenRowIsOfSubtypeNeedsItsKind() {
		SavingsBank bank = new SavingsBank(2, null);
		Phone phone = new Phone();
		phone.id = 3L;
		HardToken token = new HardToken();
		token.id = 4L;
		store(bank.storing("bank"), phone.storing("phone"), token.storing("token"));
		assertKey("SavingsBank/2").endsWith(" of bank");
		assertKey("Phone/3").endsWith(" of phone");
		assertKey("HardToken/4").endsWith(" of token");
		assertNothing("Bank/2", "Party/2", "Device/3", "Token/4");
	}

	@Test
	void findWhenRowIsOfSupertypeReturnsIt() {
		Device device = new Device();
		device.id = 3L;
		Token token = new Token();
		token.id = 4L;
		store(new Bank(2, null).storing("bank"), device.storing("device"), token.storing("token"));
		assertKey("Bank/2").endsWith(" of bank");
		assertKey("Device/3").endsWith(" of device");
		assertKey("Token/4").endsWith(" of token");
		assertNothing("SavingsBank/2", "Phone/3", "HardToken/4");
	}

	@Test
	void findWhenColumnIsPaddedComparesBlanks() {
		Country italy = new Country("IT");
		store(italy, new Bank(1, italy).storing("bank"));
		assertNothing("Country/IT/Bank/1");
		assertKey("Country/IT%20%20/Bank/1").endsWith(" of bank");
	}

	@Test
	void findWhenEntityIsNoCredentialReturnsNull() {
		store(this.asalieri);
		assertNothing("Employee/asalieri", "Nothing/1", "Nothing/1/Address/1", "Merchant/1/Address/1");
	}

}
