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

package io.github.sslcredentials.autoconfigure.mapping.scanned;

import java.io.Serializable;

import io.github.sslcredentials.CredentialEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/**
 * Its id has that of its parent, but the association does not say so.
 */
@Entity
@IdClass(Shift.Key.class)
public class Shift implements CredentialEntity {

	@Id
	@Column(name = "employee_id")
	private Long employeeId;

	@Id
	private Long number;

	@ManyToOne
	@JoinColumn(name = "employee_id", insertable = false, updatable = false)
	private Employee employee;

	@Override
	public String privateKeyPem() {
		return null;
	}

	@Override
	public String certificateChainPem() {
		return null;
	}

	/** Both parts of the id. */
	public record Key(Long employeeId, Long number) implements Serializable {
	}

}
