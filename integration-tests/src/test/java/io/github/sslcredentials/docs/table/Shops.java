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

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.encryption.CredentialSealer;

import org.springframework.stereotype.Service;

// tag::seal[]
@Service
public class Shops {

	private final ShopRepository shops;

	private final CredentialSealer sealer;

	Shops(ShopRepository shops, CredentialSealer sealer) {
		this.shops = shops;
		this.sealer = sealer;
	}

	public void store(String id, char[] privateKeyPem, String certificateChainPem) {
		String sealed = this.sealer.seal(CredentialPath.of("Shop", id), privateKeyPem);
		this.shops.save(new Shop(id, sealed, certificateChainPem));
	}

}
// end::seal[]
