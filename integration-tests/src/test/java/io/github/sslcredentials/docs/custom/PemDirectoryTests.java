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

package io.github.sslcredentials.docs.custom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.test.CredentialRepositoryContract;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/custom-repository.md}: its store keeps the contract.
 */
// tag::contract[]
class PemDirectoryTests extends CredentialRepositoryContract {

	@TempDir
	Path directory;

	@Override
	protected CredentialRepository repository() {
		return new PemDirectory(this.directory);
	}

	@Override
	protected CredentialRepository unreachable() {
		return new PemDirectory(this.directory.resolve("not mounted"));
	}

	@Override
	protected CredentialPath path(String id) {
		return CredentialPath.of("Merchant", id, "Certificate", 1);
	}

	@Override
	protected void put(CredentialPath path, CredentialRecord record) {
		String anchors = record.trustAnchorsPem();
		try {
			Path written = Files.createTempFile(this.directory, "new", ".tmp");
			Files.writeString(written, new String(record.privateKeyPem()) + record.certificateChainPem()
					+ ((anchors != null) ? "# trust anchors\n" + anchors : ""));
			Files.move(written, new PemDirectory(this.directory).file(path), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	protected void remove(CredentialPath path) {
		try {
			Files.delete(new PemDirectory(this.directory).file(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
// end::contract[]
