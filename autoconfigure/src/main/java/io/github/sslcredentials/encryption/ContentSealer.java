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

package io.github.sslcredentials.encryption;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;

/**
 * Seals content so that nobody can read it without the key, nor put it in another place,
 * and opens it again. The one that is shipped is {@link AesGcmSealer}. Implementations
 * may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface ContentSealer {

	/**
	 * Seal content under the primary key, bound to a place.
	 * @param format what the content is: {@link CredentialEnvelope#SEALED} or
	 * {@link CredentialEnvelope#SEALED_TEXT}
	 * @param content the content, which is left as it is
	 * @param path the path under which it will be stored
	 * @param version the version that it will be stored as, empty if it has none
	 * @return the envelope
	 */
	CredentialEnvelope seal(int format, byte[] content, CredentialPath path, String version);

	/**
	 * Open an envelope that was found in a place.
	 * @param envelope the envelope
	 * @param path the path that was asked for
	 * @param version the version of the record, empty if it has none
	 * @return the content, which the caller should overwrite after use
	 * @throws InvalidCredentialException if it is not sealed though it has to be, under a
	 * key that is not known, or not for this place
	 */
	byte[] open(CredentialEnvelope envelope, CredentialPath path, String version);

}
