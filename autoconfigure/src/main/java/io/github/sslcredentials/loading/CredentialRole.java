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

package io.github.sslcredentials.loading;

import io.github.sslcredentials.format.KeyPurpose;

/**
 * On which side of a connection a credential is presented.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public enum CredentialRole {

	/** By the one who calls. */
	CLIENT(KeyPurpose.CLIENT_AUTHENTICATION),

	/** By the one who is called. */
	SERVER(KeyPurpose.SERVER_AUTHENTICATION);

	private final KeyPurpose purpose;

	CredentialRole(KeyPurpose purpose) {
		this.purpose = purpose;
	}

	KeyPurpose purpose() {
		return this.purpose;
	}

}
