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

package io.github.sslcredentials.docs.app;

import io.github.sslcredentials.CredentialEntity;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

// tag::entity[]
// tag::readme[]
@Entity
class Address implements CredentialEntity {

	@Id
	private Long id = 0L;

	@ManyToOne(cascade = CascadeType.MERGE)
	private @Nullable Employee employee;

	@Column(length = 20_000)
	private @Nullable String keyStr;

	@Column(length = 20_000)
	private @Nullable String cert;

	// end::readme[]
	protected Address() {
	}

	Address(Employee employee, Long id, String keyStr, String cert) {
		this.employee = employee;
		this.id = id;
		this.keyStr = keyStr;
		this.cert = cert;
	}

	// tag::readme[]
	@Override
	public @Nullable String privateKeyPem() {
		return this.keyStr;
	}

	@Override
	public @Nullable String certificateChainPem() {
		return this.cert;
	}

}
// end::entity[]
// end::readme[]
