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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The key where none is configured: one of this process for a database in memory, one in
 * a file beside a database in a file. Any other database needs a configured one.
 */
final class EmbeddedKey {

	private static final Log logger = LogFactory.getLog(EmbeddedKey.class);

	private static final String ENDING = ".ssl-credentials-key";

	private static final SecureRandom RANDOM = new SecureRandom();

	private final StoreDataSource dataSource;

	EmbeddedKey(StoreDataSource dataSource) {
		this.dataSource = dataSource;
	}

	EncryptionKeys keys() {
		DatabaseUrl url = this.dataSource.url();
		if (url.isInMemory()) {
			logger.info(
					"Credentials in the database in memory are encrypted with a key of this process, since none is configured");
			return single(ProcessKey.LINE);
		}
		Path file = url.file();
		if (file == null) {
			throw new SslCredentialsPropertyException(ConfiguredKeys.PREFIX + ".keys",
					"the table 'ssl_credential' is in use on a database that is not embedded (%s), and there is no key to encrypt it with"
						.formatted(url),
					"Make a key with '%s', and give it to the application as a secret. To store private keys that everybody can read who can read the table, set '%s.mode' to 'none'."
						.formatted(ConfiguredKeys.COMMAND, ConfiguredKeys.PREFIX));
		}
		return inFile(file.resolveSibling(file.getFileName() + ENDING));
	}

	private static EncryptionKeys inFile(Path file) {
		if (!Files.exists(file)) {
			create(file);
		}
		logger.info("Credentials in the database are encrypted with the key in '%s', since none is configured"
			.formatted(file));
		String line = new String(KeyFile.read(ConfiguredKeys.PREFIX + ".keys", file), StandardCharsets.US_ASCII);
		try {
			return single(line.strip());
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			throw new SslCredentialsPropertyException(ConfiguredKeys.PREFIX + ".keys",
					"the file '%s' has no key in it".formatted(file),
					"Put it back as it was. Without it, what is stored in the database cannot be read.");
		}
	}

	private static void create(Path file) {
		try {
			KeyFile.create(file, newLine() + "\n");
			logger.warn(
					"A new key was made in '%s'. Keep it with the database: what is stored cannot be read without it, and what was stored under another key needs that one"
						.formatted(file));
		}
		catch (FileAlreadyExistsException ex) {
			logger.debug("The key was made by another process", ex);
		}
		catch (IOException ex) {
			throw new SslCredentialsPropertyException(ConfiguredKeys.PREFIX + ".keys",
					"there is no key, and the file '%s' for one could not be made".formatted(file),
					"Make a key with '%s'.".formatted(ConfiguredKeys.COMMAND), ex);
		}
	}

	/**
	 * The id is drawn as well, so that content of a lost key names another one.
	 */
	private static String newLine() {
		byte[] id = new byte[4];
		RANDOM.nextBytes(id);
		byte[] key = new byte[EncryptionKey.LENGTH];
		RANDOM.nextBytes(key);
		return "h2%s=%s".formatted(HexFormat.of().formatHex(id), Base64.getEncoder().encodeToString(key));
	}

	private static EncryptionKeys single(String line) {
		int end = line.indexOf('=');
		EncryptionKey key = EncryptionKey.of(line.substring(0, end),
				Base64.getDecoder().decode(line.substring(end + 1)));
		return EncryptionKeys.of(key.id(), List.of(key));
	}

	/**
	 * The applications of a process may share a database in memory.
	 */
	private static final class ProcessKey {

		private static final String LINE = newLine();

	}

}
