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

import org.jspecify.annotations.Nullable;

/**
 * A changed credential could not be taken up, or it could not be found out whether it has
 * changed. What is in use stays in use, until its own end, unless it is revoked or gone.
 * It is tried again, later and later.
 *
 * @param path the path of the credential, or {@code null} if a store failed as a whole
 * @param version the version in use, or {@code null} if none is
 * @param failures how often it has failed in a row
 * @param failure what happened
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialRotationFailedEvent(@Nullable CredentialPath path, @Nullable String version, int failures,
		CredentialException failure) {
}
