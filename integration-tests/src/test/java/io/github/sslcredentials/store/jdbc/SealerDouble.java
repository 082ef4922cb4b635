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

package io.github.sslcredentials.store.jdbc;

import java.util.function.UnaryOperator;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.encryption.ContentSealer;

/**
 * A sealer that writes something else than it should.
 */
class SealerDouble implements ContentSealer {

	private final ContentSealer sealer;

	private final UnaryOperator<CredentialEnvelope> change;

	SealerDouble(ContentSealer sealer, UnaryOperator<CredentialEnvelope> change) {
		this.sealer = sealer;
		this.change = change;
	}

	@Override
	public CredentialEnvelope seal(int format, byte[] content, CredentialPath path, String version) {
		return this.change.apply(this.sealer.seal(format, content, path, version));
	}

	@Override
	public byte[] open(CredentialEnvelope envelope, CredentialPath path, String version) {
		return this.sealer.open(envelope, path, version);
	}

}
