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

package io.github.sslcredentials.autoconfigure;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.encryption.ContentSealer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The sealer, once the first credential is read: its key may be beside the database, and
 * the data source of that may have a client of ours injected.
 */
final class DeferredSealer implements StorePreparation {

	private final ObjectProvider<ContentSealer> sealer;

	private volatile @Nullable ContentSealer found;

	DeferredSealer(ObjectProvider<ContentSealer> sealer) {
		this.sealer = sealer;
	}

	@Override
	public void prepare() {
		found();
	}

	ContentSealer sealer() {
		return new ContentSealer() {

			@Override
			public CredentialEnvelope seal(int format, byte[] content, CredentialPath path, String version) {
				return found().seal(format, content, path, version);
			}

			@Override
			public byte[] open(CredentialEnvelope envelope, CredentialPath path, String version) {
				return found().open(envelope, path, version);
			}

		};
	}

	private ContentSealer found() {
		ContentSealer found = this.found;
		if (found == null) {
			found = this.sealer.getObject();
			this.found = found;
		}
		return found;
	}

}
