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

package io.github.sslcredentials.sample;

import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An address of an employee, with the key and the certificate that are used there.
 *
 * @author SSL Credentials contributors
 */
@Entity
class Address implements CredentialEntity {

	private static final int PEM_LENGTH = 20_000;

	@Id
	private Long id;

	@ManyToOne(cascade = CascadeType.MERGE, optional = false)
	private Employee employee;

	private String street;

	private String city;

	@Column(length = PEM_LENGTH)
	private String keyStr;

	@Column(length = PEM_LENGTH)
	private String cert;

	@Column(length = PEM_LENGTH)
	private String caCert;

	@SuppressWarnings("NullAway.Init")
	protected Address() {
	}

	Address(Long id, Employee employee, String street, String city, IssuedCredential credential, DevelopmentCa ca) {
		this.id = id;
		this.employee = employee;
		this.street = street;
		this.city = city;
		this.keyStr = credential.privateKeyPem();
		this.cert = credential.certificateChainPem();
		this.caCert = ca.certificatePem();
	}

	Employee getEmployee() {
		return this.employee;
	}

	String getStreet() {
		return this.street;
	}

	String getCity() {
		return this.city;
	}

	@Override
	public String privateKeyPem() {
		return this.keyStr;
	}

	@Override
	public String certificateChainPem() {
		return this.cert;
	}

	@Override
	public String trustAnchorsPem() {
		return this.caCert;
	}

}
