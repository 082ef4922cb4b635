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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.StoredCredential;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.PropertySource;

/**
 * Stores a credential: {@code --ssl.import=PATH --key=FILE --chain=FILE [--ca=FILE]}.
 */
final class ImportCommand implements CredentialCommand {

	static final String NAME = SslCredentialsProperties.PREFIX + ".import";

	private static final String USAGE = "Write --ssl.import=PATH --key=FILE --chain=FILE, and --ca=FILE for trust anchors.";

	private final PropertySource<?> commandLine;

	ImportCommand(PropertySource<?> commandLine) {
		this.commandLine = commandLine;
	}

	@Override
	public Outcome run(BeanFactory beans) {
		return new Outcome(List.of(store(beans)), true);
	}

	private String store(BeanFactory beans) {
		CredentialPath path = path();
		CredentialRecord record = CredentialRecord.pem(read("key"), read("chain"));
		if (this.commandLine.containsProperty("ca")) {
			record = record.withTrustAnchors(read("ca"));
		}
		StoredCredential stored = store(beans, path, record);
		return "Stored the credential '%s' as version %s, fingerprint %s, valid until %s".formatted(stored.path(),
				stored.version(), stored.fingerprint(), stored.notAfter());
	}

	private static StoredCredential store(BeanFactory beans, CredentialPath path, CredentialRecord record) {
		CredentialStore store = beans.getBeanProvider(CredentialStore.class).getIfUnique();
		if (store == null) {
			throw new SslCredentialsPropertyException(NAME, "there is no store to write to",
					"Set 'ssl.store.jdbc.enabled' to true for the shipped table, or define one bean of type CredentialStore.");
		}
		return store.store(path, record);
	}

	private CredentialPath path() {
		try {
			return CredentialPath.parse(String.valueOf(this.commandLine.getProperty(NAME)));
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(NAME, String.valueOf(ex.getMessage()), USAGE, ex);
		}
	}

	private String read(String argument) {
		Object file = this.commandLine.getProperty(argument);
		if (file == null || file.toString().isBlank()) {
			throw new SslCredentialsPropertyException(NAME, "'--%s' is missing".formatted(argument), USAGE);
		}
		try {
			return Files.readString(Path.of(file.toString()));
		}
		catch (IOException | InvalidPathException ex) {
			throw new SslCredentialsPropertyException(NAME,
					"the file '%s' of '--%s' cannot be read as text".formatted(file, argument),
					"See that it is a file in PEM that exists, and that this process may read it.", ex);
		}
	}

}
