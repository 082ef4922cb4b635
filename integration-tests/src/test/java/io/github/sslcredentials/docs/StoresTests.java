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

package io.github.sslcredentials.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.actuate.CredentialStoreHealthIndicator;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.docs.table.Certificates;
import io.github.sslcredentials.docs.table.OwnDataSource;
import io.github.sslcredentials.docs.table.Shops;
import io.github.sslcredentials.docs.table.TableApplication;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRekeying;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code docs/stores.md} and {@code docs/encryption.md}.
 */
class StoresTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/m-1/Certificate/1");

	private static final String SCRIPTS = "io/github/sslcredentials/store/jdbc/";

	@TempDir
	private Path folder;

	private final IssuedCredential issued = CA.issueClient("m-1");

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final Database database = TestDatabase.H2.create();

	@BeforeEach
	void makeKeys() throws IOException {
		makeKey("k1");
		makeKey("k2");
	}

	@AfterEach
	void stop() {
		this.applications.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void storedCredentialIsFound() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		StoredCredential stored = add(application);
		assertThat(stored.path()).isEqualTo(PATH);
		assertThat(stored.keyId()).isEqualTo("k1");
		assertThat(find(application)).isEqualTo(stored.fingerprint());
	}

	@Test
	void tableInMemoryNeedsNoKey() {
		ConfigurableApplicationContext application = start("stores-h2.yml", this.database);
		assertThat(find(application, add(application).path())).isNotNull();
	}

	@Test
	void replacementIsRefusedWhereAnotherVersionIsInForce() {
		Certificates certificates = start("stores.yml", this.database, key("k1")).getBean(Certificates.class);
		StoredCredential first = add(certificates);
		StoredCredential second = certificates.replace(first, CA.issueClient("renewed").record());
		assertThatExceptionOfType(CredentialConflictException.class)
			.isThrownBy(() -> certificates.replace(first, CA.issueClient("other").record()));
		List<StoredCredential> listed = new ArrayList<>();
		certificates.forEach(listed::add);
		assertThat(listed).containsExactly(second);
		assertThat(certificates.versions(PATH, null)).hasSize(2);
	}

	@Test
	void revokedCredentialIsRefused() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		Certificates certificates = application.getBean(Certificates.class);
		assertThat(certificates.revoke(add(certificates)).state()).isEqualTo(CredentialState.REVOKED);
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> find(application))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.REVOKED));
	}

	@Test
	void statementsByHandRollBackAndRevoke() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		Certificates certificates = application.getBean(Certificates.class);
		StoredCredential first = add(certificates);
		StoredCredential second = add(certificates);
		List<String> byHand = sql("docs/stores.md", "update ssl_credential set");
		assertThat(byHand).hasSize(2);
		JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
		execute(jdbc.getDataSource(), byHand.get(0));
		assertThat(certificates.versions(PATH, null)).extracting(StoredCredential::state)
			.containsExactly(CredentialState.RETIRED, CredentialState.ACTIVE);
		assertThat(find(application)).isEqualTo(first.fingerprint());
		assertThat(certificates.versions(PATH, null).get(1).sequence()).isGreaterThan(second.sequence());
		execute(jdbc.getDataSource(), byHand.get(1));
		assertThat(certificates.versions(PATH, null).get(1).state()).isEqualTo(CredentialState.REVOKED);
	}

	@Test
	void epochIsRenewed() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
		String before = jdbc.queryForObject("select epoch from ssl_credential_epoch", String.class);
		sql("docs/stores.md", "update ssl_credential_epoch")
			.forEach((text) -> execute(jdbc.getDataSource(), text.replace("gen_random_uuid()", "random_uuid()")));
		assertThat(jdbc.queryForObject("select epoch from ssl_credential_epoch", String.class)).isNotEqualTo(before);
	}

	@Test
	void migrationMakesTables() throws IOException {
		copyScript("schema-h2.sql", "V7__ssl_credentials.sql");
		ConfigurableApplicationContext application = start("stores-migration.yml", this.database,
				"--spring.flyway.locations=filesystem:" + this.folder);
		assertThat(find(application, add(application).path())).isNotNull();
		assertThat(application.getBean(JdbcTemplate.class)
			.queryForList("select \"version\" from \"flyway_schema_history\" where \"version\" is not null",
					String.class))
			.containsExactly("7");
	}

	@Test
	void migrationOnPostgresMakesTables() throws IOException {
		Database postgres = TestDatabase.POSTGRES_EMBEDDED.create();
		copyScript("schema-postgresql.sql", "V7__ssl_credentials.sql");
		copyScript("grants-postgresql.sql", "V8__ssl_credentials_grants.sql");
		ConfigurableApplicationContext application = start("stores-migration.yml", postgres, key("k1"),
				"--spring.flyway.locations=filesystem:" + this.folder);
		assertThat(find(application, add(application).path())).isNotNull();
	}

	@Test
	void rolesHaveTheRightsThatTheyNeed() {
		Database postgres = TestDatabase.POSTGRES_EMBEDDED.create();
		DataSource owner = new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password());
		new ResourceDatabasePopulator(new ClassPathResource(SCRIPTS + "schema-postgresql.sql"),
				new ClassPathResource(SCRIPTS + "grants-postgresql.sql"))
			.execute(owner);
		execute(owner, "create role my_application login password 'secret';"
				+ " create role my_operator login password 'secret'");
		sql("docs/stores.md", "grant ssl_credentials_reader").forEach((text) -> execute(owner, text));
		ConfigurableApplicationContext operator = startAs("my_operator", postgres);
		StoredCredential stored = add(operator);
		ConfigurableApplicationContext reader = startAs("my_application", postgres);
		assertThat(find(reader)).isEqualTo(stored.fingerprint());
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> add(reader))
			.withMessageContaining("the database user has no permission on the table 'ssl_credential'");
		assertThat(operator.getBean(Certificates.class).revoke(stored).state()).isEqualTo(CredentialState.REVOKED);
		assertThat(operator.getBean(CredentialStore.class).delete(PATH)).isTrue();
	}

	@Test
	void markedDataSourceHasTable() {
		Database other = TestDatabase.H2.create();
		ConfigurableApplicationContext application = start(OwnDataSource.class, "stores.yml", this.database, key("k1"),
				"--credentials.url=" + other.url(), "--credentials.username=sa", "--credentials.password=");
		add(application);
		HikariDataSource marked = application.getBean("credentialDataSource", HikariDataSource.class);
		assertThat(new JdbcTemplate(marked).queryForObject("select count(*) from ssl_credential", Integer.class))
			.isOne();
		assertThat(application.getBean(DataSource.class)).isNotSameAs(marked);
		assertThat(application.getBean(JdbcTemplate.class)
			.queryForList("select 1 from information_schema.tables where table_name = 'SSL_CREDENTIAL'")).isEmpty();
	}

	@Test
	void keyIsReplacedInSteps() {
		StoredCredential stored = add(start("stores.yml", this.database, key("k1")));
		ConfigurableApplicationContext both = start("stores.yml encryption-rekey.yml", this.database, key("k1"),
				key("k2"));
		JdbcCredentialRekeying rekeying = both.getBean(JdbcCredentialRekeying.class);
		assertThat(rekeying.run().rekeyed()).isOne();
		assertThat(rekeying.keysInUse()).containsOnlyKeys("k2");
		ConfigurableApplicationContext next = start("stores-h2.yml", this.database, key("k2"));
		assertThat(find(next)).isEqualTo(stored.fingerprint());
		StoredCredential after = next.getBean(Certificates.class).versions(PATH, null).get(0);
		assertThat(after.keyId()).isEqualTo("k2");
		assertThat(after.sequence()).isEqualTo(stored.sequence());
	}

	@Test
	void keyStoreHasKeys() throws IOException, InterruptedException {
		Path file = this.folder.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genseckey", "-alias", "k1", "-keyalg", "AES", "-keysize", "256", "-storetype", "PKCS12", "-keystore",
				file.toString(), "-storepass", "changeit")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(keytool.waitFor()).isZero();
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		ConfigurableApplicationContext application = start("stores-h2.yml encryption-key-store.yml", this.database,
				"--ssl.encryption.key-store=file:" + file, "--KEY_STORE_PASSWORD=changeit");
		assertThat(add(application).keyId()).isEqualTo("k1");
	}

	@Test
	void sealedTextOfEntityIsOpenedUnderItsPathOnly() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"),
				"--spring.jpa.hibernate.ddl-auto=create");
		application.getBean(Shops.class)
			.store("s-1", this.issued.privateKeyPem().toCharArray(), this.issued.certificateChainPem());
		JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
		jdbc.update("insert into shop (id, key_str, cert) select 's-2', key_str, cert from shop");
		assertThat(jdbc.queryForObject("select key_str from shop where id = 's-1'", String.class))
			.startsWith("sealed:2:k1:");
		assertThat(find(application, CredentialPath.of("Shop", "s-1"))).isNotNull();
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> find(application, CredentialPath.of("Shop", "s-2")))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.BROKEN_SEAL));
	}

	@Test
	void healthTellsEncryption() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		assertThat(application.getBean(CredentialStoreHealthIndicator.class).health().getDetails())
			.containsOnlyKeys("store", "failedCredentials", "encryption", "primaryKeyId", "keyIds")
			.containsEntry("encryption", "AES-256-GCM");
	}

	@Test
	void repositoriesOfApplicationComeFirst() {
		ConfigurableApplicationContext application = start("stores.yml", this.database, key("k1"));
		assertThat(application.getBeanProvider(CredentialRepository.class).orderedStream()).hasSize(2);
	}

	private StoredCredential add(ConfigurableApplicationContext application) {
		return add(application.getBean(Certificates.class));
	}

	private StoredCredential add(Certificates certificates) {
		return certificates.add("m-1", this.issued.privateKeyPem(), this.issued.certificateChainPem());
	}

	private static String find(ConfigurableApplicationContext application) {
		return find(application, PATH);
	}

	private static String find(ConfigurableApplicationContext application, CredentialPath path) {
		return application.getBean(SslCredentials.class).get(path).fingerprint();
	}

	private ConfigurableApplicationContext startAs(String user, Database database) {
		return start("stores-migration.yml", database, key("k1"), "--spring.flyway.enabled=false",
				"--spring.datasource.username=" + user, "--spring.datasource.password=secret");
	}

	private ConfigurableApplicationContext start(String yaml, Database database, String... arguments) {
		return start(TableApplication.class, yaml, database, arguments);
	}

	private ConfigurableApplicationContext start(Class<?> source, String yaml, Database database, String... arguments) {
		String locations = String.join(",",
				Arrays.stream(yaml.split(" ")).map((name) -> "classpath:docs/" + name).toList());
		ConfigurableApplicationContext application = new SpringApplicationBuilder(TableApplication.class, source)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.datasource.url=" + database.url(),
					"spring.datasource.username=" + database.user(),
					"spring.datasource.password=" + database.password(), "spring.jpa.hibernate.ddl-auto=none",
					"spring.flyway.locations=", "logging.level.root=warn")
			.run(Stream.concat(Stream.of("--spring.config.location=" + locations), Stream.of(arguments))
				.toArray(String[]::new));
		this.applications.add(application);
		return application;
	}

	private String key(String id) {
		return "--ssl.encryption.keys.%s=file:%s".formatted(id, this.folder.resolve(id));
	}

	private void makeKey(String id) throws IOException {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		Path file = Files.createFile(this.folder.resolve(id),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
		Files.writeString(file, Base64.getEncoder().encodeToString(bytes) + "\n");
	}

	private void copyScript(String script, String migration) throws IOException {
		try (InputStream content = new ClassPathResource(SCRIPTS + script).getInputStream()) {
			Files.copy(content, this.folder.resolve(migration));
		}
	}

	private static List<String> sql(String page, String beginning) {
		return Manual.page(page)
			.fences()
			.stream()
			.filter((fence) -> fence.language().equals("sql"))
			.map((fence) -> String.join("\n", fence.content()))
			.filter((text) -> text.contains(beginning))
			.toList();
	}

	private static void execute(DataSource dataSource, String statements) {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			for (String single : statements.split(";")) {
				statement.execute(single);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
