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

import java.time.Duration;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;

/**
 * Decides who says that a credential expires, so that it is said once.
 * <p>
 * Implementations may be used by several threads at once. They may wait, for a bounded
 * time.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ExpiryNotices {

	/**
	 * Claim to be the one who says that a version has reached a threshold.
	 * @param path the path of the credential
	 * @param version the version
	 * @param threshold the threshold
	 * @return whether the caller says so: nobody has before, and nobody else will
	 * @throws CredentialException if this cannot be decided now. The caller asks again
	 */
	boolean claim(CredentialPath path, String version, Duration threshold);

}
