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

package io.github.sslcredentials.app;

import io.github.sslcredentials.CredentialEntity;
import io.github.sslcredentials.CredentialRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

@Entity
public class Address implements CredentialEntity {

	@Id
	private Long id = 0L;

	@ManyToOne
	private @Nullable Employee employee;

	@Column(length = 10_000)
	private @Nullable String keyStr;

	@Column(length = 100_000)
	private @Nullable String cert;

	@Column(length = 100_000)
	private @Nullable String ca;

	private @Nullable String password;

	protected Address() {
	}

	public Address(long id, Employee employee, CredentialRecord record) {
		this.id = id;
		this.employee = employee;
		this.keyStr = new String(record.privateKeyPem());
		this.cert = record.certificateChainPem();
		this.ca = record.trustAnchorsPem();
		char[] password = record.privateKeyPassword();
		this.password = (password != null) ? new String(password) : null;
	}

	@Override
	public @Nullable String privateKeyPem() {
		return this.keyStr;
	}

	@Override
	public @Nullable String certificateChainPem() {
		return this.cert;
	}

	@Override
	public @Nullable String trustAnchorsPem() {
		return this.ca;
	}

	@Override
	public @Nullable String privateKeyPassword() {
		return this.password;
	}

}
