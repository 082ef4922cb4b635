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

package io.github.sslcredentials.docs.table;

import java.util.List;
import java.util.function.Consumer;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.StoredCredential;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

// tag::store[]
@Service
public class Certificates {

	private final CredentialStore store;

	Certificates(CredentialStore store) {
		this.store = store;
	}

	public StoredCredential add(String merchant, String privateKeyPem, String certificateChainPem) {
		CredentialPath path = CredentialPath.of("Merchant", merchant, "Certificate", 1);
		return this.store.store(path, CredentialRecord.pem(privateKeyPem, certificateChainPem));
	}
	// end::store[]

	// tag::replace[]
	public StoredCredential replace(StoredCredential known, CredentialRecord renewed) {
		return this.store.store(known.path(), renewed, known.version());
	}
	// end::replace[]

	// tag::revoke[]
	public StoredCredential revoke(StoredCredential compromised) {
		return this.store.revoke(compromised.path(), compromised.version());
	}
	// end::revoke[]

	// tag::list[]
	public void forEach(Consumer<StoredCredential> action) {
		List<StoredCredential> page = this.store.list(null, 100);
		while (!page.isEmpty()) {
			page.forEach(action);
			page = this.store.list(page.get(page.size() - 1).path(), 100);
		}
	}
	// end::list[]

	public List<StoredCredential> versions(CredentialPath path, @Nullable String before) {
		return this.store.versions(path, before, 100);
	}
	// tag::store[]

}
// end::store[]
