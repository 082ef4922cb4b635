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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.JpaRepository;

// tag::repository[]
interface CertificateRepository extends JpaRepository<Certificate, String>, CredentialRepository {

	@Override
	default @Nullable CredentialRecord find(CredentialPath path) {
		if (!path.kind().equals("Certificate") || path.parent() != null) {
			return null;
		}
		return findById(path.id()).filter((certificate) -> certificate.getSerial().equals(path.id()))
			.map((certificate) -> CredentialRecord.pem(certificate.getKeyPem(), certificate.getChainPem())
				.withTrustAnchors(certificate.getCaPem()))
			.orElse(null);
	}

}
// end::repository[]
