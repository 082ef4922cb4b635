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

import java.util.List;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.store.jpa.Entities.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * An application's Spring Data repository that finds credentials too. What the database
 * found is compared with the path once more, exactly; Spring Data refuses null as a
 * result where {@code @Nullable} is missing.
 *
 * @author SSL Credentials contributors
 */
interface AddressRepository extends JpaRepository<Address, Long>, CredentialRepository {

	@Query("select a from Address a join fetch a.employee e where e.id = ?1")
	List<Address> findByEmployee(String employee);

	@Override
	default @Nullable CredentialRecord find(CredentialPath path) {
		CredentialPath employee = path.parent();
		if (!path.kind().equals("Address") || employee == null
				|| !employee.equals(CredentialPath.of("Employee", employee.id()))) {
			return null;
		}
		return findByEmployee(employee.id()).stream()
			.filter((address) -> path.equals(CredentialPath.of("Employee", address.employee.id, "Address", address.id)))
			.map((address) -> CredentialRecord.pem(address.privateKeyPem(), address.certificateChainPem()))
			.findFirst()
			.orElse(null);
	}

}
