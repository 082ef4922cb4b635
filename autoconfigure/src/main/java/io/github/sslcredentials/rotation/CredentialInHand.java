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

package io.github.sslcredentials.rotation;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.loading.CredentialLoader;

/**
 * The use of a credential that comes from no store, and is never replaced.
 *
 * @param loader knows what is valid
 * @param credential the credential
 */
record CredentialInHand(CredentialLoader loader, Credential credential) implements CredentialUse {

	@Override
	public Credential credential() {
		this.loader.checkValid(this.credential);
		return this.credential;
	}

	@Override
	public void check(Credential credential) {
		this.loader.checkValid(credential);
	}

	@Override
	public boolean isValid(Credential credential) {
		return this.loader.isValid(credential);
	}

	@Override
	public boolean isInForce(Credential credential) {
		return true;
	}

	@Override
	public void forget(Credential credential) {
		this.loader.forget(credential);
	}

}
