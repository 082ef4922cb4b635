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
import io.github.sslcredentials.CredentialException;

/**
 * One use of one credential: where it comes from, and what it must be good for.
 */
interface CredentialUse {

	/**
	 * Return the credential, which is read if it is not known.
	 * @throws CredentialException if there is none, or none that can be used
	 */
	Credential credential();

	/**
	 * Check that a credential can be used for this, without forgetting it if not.
	 * @throws CredentialException if it cannot
	 */
	void check(Credential credential);

	/**
	 * Return whether a credential is valid at the moment.
	 */
	boolean isValid(Credential credential);

	/**
	 * Return whether nothing has come after a credential.
	 */
	boolean isInForce(Credential credential);

	/**
	 * Forget a credential that turned out not to be usable.
	 */
	void forget(Credential credential);

}
