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

package io.github.sslcredentials;

/**
 * What a stored version of a credential is there for.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public enum CredentialState {

	/** The private key is there, the certificate is not yet. */
	PENDING,

	/** Complete, but not in force yet. */
	STAGED,

	/** In force: at most one version of a credential is. */
	ACTIVE,

	/** Was in force, and was replaced. */
	RETIRED,

	/** Must not be used any more. */
	REVOKED

}
