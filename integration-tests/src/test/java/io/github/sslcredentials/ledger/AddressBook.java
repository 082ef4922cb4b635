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

package io.github.sslcredentials.ledger;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.app.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * A Spring Data repository that finds credentials under a path of its own.
 */
interface AddressBook extends JpaRepository<Address, Long>, CredentialRepository {

	@Override
	default @Nullable CredentialRecord find(CredentialPath path) {
		if (!path.equals(CredentialPath.of("Book", 1))) {
			return null;
		}
		return findById(1L)
			.map((address) -> CredentialRecord.pem(address.privateKeyPem(), address.certificateChainPem()))
			.orElse(null);
	}

}
