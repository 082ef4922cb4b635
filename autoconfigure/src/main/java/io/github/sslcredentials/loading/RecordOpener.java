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

package io.github.sslcredentials.loading;

import java.util.Arrays;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.CredentialSealer;
import io.github.sslcredentials.format.CredentialReader;

/**
 * Makes a checked credential of what a store holds: opens what is sealed, then parses and
 * checks it. Instances may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RecordOpener {

	private final ContentSealer sealer;

	private final CredentialSealer textSealer;

	private final CredentialReader reader;

	/**
	 * Create an opener.
	 * @param sealer opens what is sealed
	 * @param reader parses and checks
	 */
	public RecordOpener(ContentSealer sealer, CredentialReader reader) {
		this.sealer = sealer;
		this.textSealer = new CredentialSealer(sealer);
		this.reader = reader;
	}

	/**
	 * Read a credential.
	 * @param path the path that was asked for
	 * @param record what the store holds under it
	 * @return the credential
	 * @throws InvalidCredentialException if it must not or cannot be used
	 */
	public Credential read(CredentialPath path, CredentialRecord record) {
		CredentialEnvelope envelope = record.envelope();
		if (envelope == null) {
			return this.reader.read(path, this.textSealer.open(path, record));
		}
		byte[] content = this.sealer.open(envelope, path, record.version());
		try {
			return this.reader.read(path, record.version(), content, envelope.format() == CredentialEnvelope.SEALED);
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	CredentialReader reader() {
		return this.reader;
	}

}
