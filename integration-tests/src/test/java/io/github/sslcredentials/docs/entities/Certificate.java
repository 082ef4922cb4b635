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

package io.github.sslcredentials.docs.entities;

import io.github.sslcredentials.CredentialRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/**
 * An entity that knows nothing of credentials.
 */
@Entity
class Certificate {

	@Id
	private String serial = "";

	@Column(length = 20_000)
	private String keyPem = "";

	@Column(length = 20_000)
	private String chainPem = "";

	@Column(length = 1_000_000)
	private @Nullable String caPem;

	protected Certificate() {
	}

	Certificate(String serial, String keyPem, String chainPem) {
		this.serial = serial;
		this.keyPem = keyPem;
		this.chainPem = chainPem;
	}

	Certificate(String serial, CredentialRecord record) {
		this(serial, new String(record.privateKeyPem()), record.certificateChainPem());
		this.caPem = record.trustAnchorsPem();
	}

	String getSerial() {
		return this.serial;
	}

	String getKeyPem() {
		return this.keyPem;
	}

	String getChainPem() {
		return this.chainPem;
	}

	@Nullable String getCaPem() {
		return this.caPem;
	}

}
