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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

import io.github.sslcredentials.actuate.CredentialStoreHealthIndicator;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where the keys of {@code ssl.encryption} come from.
 *
 * @author SSL Credentials contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class EncryptionKeyTests {

	private static final String KEY = Base64.getEncoder().encodeToString(bytes('k', EncryptionKey.LENGTH));

	private static final String MAKE_KEY = "Make a key with 'echo \"ssl.encryption.keys.k1=$(openssl rand -base64 32)\"'";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DataSourceAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
					SslCredentialsJdbcAutoConfiguration.class, SslCredentialsHealthAutoConfiguration.class));

	private final ApplicationContextRunner table = this.runner.withPropertyValues("ssl.store.jdbc.enabled=true");

	private final ApplicationContextRunner server = this.table
		.withPropertyValues("spring.datasource.url=jdbc:h2:tcp://localhost:1/nothing");

	@TempDir
	private Path folder;

	@Test
	void startWhenDatabaseIsNotEmbeddedAndThereIsNoKeySaysHowToMakeOne() {
		this.server.run((context) -> StartFailure.assertExplained(context,
				"The property 'ssl.encryption.keys': the table 'ssl_credential' is in use on a database that is not embedded (H2), and there is no key to encrypt it with.",
				MAKE_KEY + ", and give it to the application as a secret. To store private keys that everybody can read who can read the table, set 'ssl.encryption.mode' to 'none'."));
	}

	@Test
	void startWhenDatabaseIsNotEmbeddedAndThereIsKeySeals() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=" + KEY)
			.run((context) -> assertThat(context.getBean(EncryptionKeys.class).primary())
				.hasToString("EncryptionKey[id=k1]"));
	}

	@Test
	void startWhenKeyIsInEnvironmentSeals() {
		this.server
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("SSL_ENCRYPTION_KEYS_K1", KEY))))

			.run((context) -> assertThat(context.getBean(EncryptionKeys.class).ids()).containsExactly("k1"));
	}

	@Test
	void startWhenEncryptionIsSwitchedOffSaysSo(CapturedOutput output) {
		this.server.withPropertyValues("ssl.encryption.mode=none").run((context) -> {
			assertThat(context.getBean(EncryptionKeys.class).primary()).isNull();
			assertThat(output).contains(
					"'ssl.encryption.mode' is none: whoever reads the table 'ssl_credential', or a backup of it, has the private keys");
			Health health = context.getBean(CredentialStoreHealthIndicator.class).health(true);
			assertThat(health.getDetails()).containsEntry("encryption", "none");
		});
	}

	@Test
	void healthWhenEncryptedNamesKeys() {
		this.server
			.withPropertyValues("ssl.encryption.keys.k1=" + KEY, "ssl.encryption.keys.k2=" + KEY,
					"ssl.encryption.primary-key-id=k2")
			.run((context) -> assertThat(
					context.getBean(CredentialStoreHealthIndicator.class).health(true).getDetails())
				.containsEntry("encryption", "AES-256-GCM")
				.containsEntry("primaryKeyId", "k2"));
	}

	@Test
	void startWhenTableIsNotUsedNeedsNoKey() {
		this.runner.withPropertyValues("spring.datasource.url=jdbc:h2:tcp://localhost:1/nothing")
			.run((context) -> assertThat(
					context.getBean(CredentialStoreHealthIndicator.class).health(true).getDetails())
				.doesNotContainKey("encryption"));
	}

	@Test
	void startWhenDatabaseIsInMemoryMakesKeyOfProcess(CapturedOutput output) {
		this.table.run((context) -> {
			assertThat(context.getBean(EncryptionKeys.class).primary()).isNotNull();
			assertThat(output).contains(
					"Credentials in the database in memory are encrypted with a key of this process, since none is configured");
		});
	}

	@Test
	void startWhenDatabaseIsFileMakesKeyFileForOwnerOnly(CapturedOutput output) throws IOException {
		Path file = this.folder.resolve("data.ssl-credentials-key");
		inFile().run((context) -> {
			assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
			assertThat(output)
				.contains("Credentials in the database are encrypted with the key in '%s', since none is configured"
					.formatted(file));
			String line = Files.readString(file);
			assertThat(context.getBean(EncryptionKeys.class).ids())
				.containsExactly(line.substring(0, line.indexOf('=')));
		});
		String before = Files.readString(file);
		inFile().run((context) -> assertThat(context).hasNotFailed());
		assertThat(file).hasContent(before);
	}

	@Test
	void startWhenKeyFileOfDatabaseIsDamagedSaysSo() throws IOException {
		Path file = this.folder.resolve("data.ssl-credentials-key");
		Files.writeString(file, "rubbish");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		inFile().run((context) -> StartFailure.assertExplained(context,
				"The property 'ssl.encryption.keys': the file '%s' has no key in it.".formatted(file),
				"Put it back as it was. Without it, what is stored in the database cannot be read."));
	}

	@Test
	void startWhenKeyIsInFileSeals() throws IOException {
		this.server.withPropertyValues("ssl.encryption.keys.k1=file:" + keyFile("rw-r-----"))
			.run((context) -> assertThat(context.getBean(EncryptionKeys.class).ids()).containsExactly("k1"));
	}

	@Test
	void startWhenKeyFileCanBeReadByAllIsRefused() throws IOException {
		Path file = keyFile("rw-r--r--");
		this.server.withPropertyValues("ssl.encryption.keys.k1=file:" + file)
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.k1': the file '%s' is open to others (rw-r--r--)."
						.formatted(file),
					"Let only its owner use it, with 'chmod 600 %s', and make a new key if somebody may have read this one."
						.formatted(file)));
	}

	@Test
	void startWhenKeyFileIsMissingSaysSo() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=file:/nothing")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.k1': the file '/nothing' cannot be read.",
					"See that it is a file that exists, and that this process may read it."));
	}

	@Test
	void startWhenKeyFileHoldsPropertySaysWhatToLeave() throws IOException {
		Path file = keyFile("rw-------");
		Files.writeString(file, "ssl.encryption.keys.k1=" + KEY);
		this.server.withPropertyValues("ssl.encryption.keys.k1=file:" + file)
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.k1': the file '%s' holds more than a key.".formatted(file),
					"Let it hold the Base64 of the key and nothing else, as 'openssl rand -base64 32' prints it."));
	}

	@Test
	void startWhenKeyIsNoBase64DoesNotQuoteIt() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=no*base64")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.k1': the key is not in Base64.",
					MAKE_KEY + ", or write 'file:' before the name of a file that has one."));
	}

	@Test
	void startWhenKeyHasOtherLengthSaysSo() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=AAAA")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.k1': the key 'k1' has 3 bytes, but needs 32.", MAKE_KEY + "."));
	}

	@Test
	void startWhenIdOfKeyHasOtherCharactersSaysSo() {
		this.server.withPropertyValues("ssl.encryption.keys.my-key=" + KEY)
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.keys.my-key': the key id 'my-key' is not of 1 to 32 lower-case letters and digits.",
					MAKE_KEY + "."));
	}

	@Test
	void startWhenPrimaryOfSeveralKeysIsNotNamedSaysSo() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=" + KEY, "ssl.encryption.keys.k2=" + KEY)
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.primary-key-id': there are several keys (k1, k2), and it is not said which one seals.",
					"Set the property to the id of the key that is to seal."));
	}

	@Test
	void startWhenPrimaryKeyIsUnknownSaysSo() {
		this.server.withPropertyValues("ssl.encryption.keys.k1=" + KEY, "ssl.encryption.primary-key-id=k9")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.primary-key-id': the key 'k9' is not known, only 'k1'.",
					"Let each key have an id of its own, and the property be one of them."));
	}

	@Test
	void startWhenKeysAreInKeyStoreSeals() throws Exception {
		Path file = keyStore();
		this.server
			.withPropertyValues("ssl.encryption.key-store=file:" + file, "ssl.encryption.key-store-password=changeit")
			.run((context) -> assertThat(context.getBean(EncryptionKeys.class).ids()).containsExactly("k7"));
	}

	@Test
	void startWhenPasswordOfKeyStoreIsWrongSaysSo() throws Exception {
		Path file = keyStore();
		this.server
			.withPropertyValues("ssl.encryption.key-store=file:" + file, "ssl.encryption.key-store-password=other")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.encryption.key-store': 'file:%s' cannot be read as a PKCS#12 key store."
						.formatted(file),
					"See that it is one, that this process may read it, and that 'ssl.encryption.key-store-password' is its password."));
	}

	@Test
	void startWhenSchemaHasNoNameSaysSo() {
		this.table.withPropertyValues("ssl.store.jdbc.schema=a;b")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.store.jdbc.schema': 'a;b' is no name of a schema.",
					"Let it be of letters, digits and '_' only, as it would be written without quotes."));
	}

	@Test
	void startWhenThereIsNoDataSourceSaysSo() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class,
					SslCredentialsJdbcAutoConfiguration.class))
			.withPropertyValues("ssl.store.jdbc.enabled=true")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.store.jdbc.enabled': there is no DataSource to ask, or several of which none is primary.",
					"Configure 'spring.datasource', mark one DataSource bean as @Primary, or define one that is marked with @SslCredentialsDataSource."));
	}

	@Test
	void startWhenTableCannotBeMadeSaysSo() {
		this.table.withPropertyValues("ssl.store.jdbc.schema=nowhere")
			.run((context) -> assertThat(context.getStartupFailure()).cause()
				.isInstanceOfSatisfying(SslCredentialsPropertyException.class, (ex) -> {
					assertThat(ex).hasMessageStartingWith(
							"'ssl.store.initialize-schema': the table 'ssl_credential' could not be made: Schema \"NOWHERE\" not found");
					assertThat(ex.action()).isEqualTo(
							"See that the database is up. If its user may not make tables, run the script 'classpath:io/github/sslcredentials/store/jdbc/schema-h2.sql' as one who may, and set the property to 'never'.");
				}));
	}

	@Test
	void startWhenTimeToRememberIsNegativeSaysSo() {
		this.table.withPropertyValues("ssl.store.unknown-for=-1s")
			.run((context) -> StartFailure.assertExplained(context,
					"The property 'ssl.store.unknown-for': '-1000ms' is no time to remember.",
					"Set a duration, such as '1s', or '0s' for not at all."));
	}

	private ApplicationContextRunner inFile() {
		return this.table.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + this.folder.resolve("data"));
	}

	private Path keyFile(String permissions) throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), KEY + "\n");
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	private Path keyStore() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection("changeit".toCharArray());
		keyStore.setEntry("k7", new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes('x', EncryptionKey.LENGTH), "AES")),
				protection);
		Path file = this.folder.resolve("keys.p12");
		try (OutputStream out = Files.newOutputStream(file)) {
			keyStore.store(out, "changeit".toCharArray());
		}
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
	}

	private static byte[] bytes(char value, int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

}
