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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;

// tag::repository[]
public final class PemDirectory implements CredentialRepository {

	private static final String TRUST_ANCHORS = "# trust anchors";

	private final Path directory;

	public PemDirectory(Path directory) {
		this.directory = directory;
	}

	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		try {
			String[] parts = Files.readString(file(path)).split(TRUST_ANCHORS, 2);
			return CredentialRecord.pem(parts[0], parts[0]).withTrustAnchors((parts.length > 1) ? parts[1] : null);
		}
		catch (NoSuchFileException ex) {
			if (Files.isDirectory(this.directory)) {
				return null;
			}
			throw new UncheckedIOException("There is no directory '%s'".formatted(this.directory), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Credential '%s' cannot be read".formatted(path), ex);
		}
	}

	/** The SHA-256 of the path: 64 characters, whatever the path has in it. */
	Path file(CredentialPath path) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
			return this.directory.resolve(HexFormat.of().formatHex(hash) + ".pem");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
// end::repository[]
