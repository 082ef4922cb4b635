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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.store.jdbc.CredentialNotifications.State;
import io.github.sslcredentials.test.DevelopmentCa;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shipped table on a PostgreSQL that follows another one by streaming replication,
 * and takes its place. The standby is made of a copy of the stopped primary.
 */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class StreamingStandbyTests {

	private static final CredentialRecord RECORD = DevelopmentCa.create().issueClient("asalieri").record();

	private static final CredentialPath PATH = CredentialPath.of("Merchant", 1, "Certificate", 1);

	@Test
	void standbyFollowsWithoutEpochUntilItIsPromoted(CapturedOutput output) throws IOException {
		Path folder = Files.createTempDirectory("standby");
		try {
			makeTables(folder.resolve("primary"));
			copy(folder.resolve("primary"), folder.resolve("standby"));
			try (EmbeddedPostgres primary = start(folder.resolve("primary"));
					EmbeddedPostgres standby = follow(folder.resolve("standby"), primary)) {
				assertFollows(primary.getPostgresDatabase(), standby.getPostgresDatabase(), output);
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private static void assertFollows(DataSource primary, DataSource standby, CapturedOutput output) {
		JdbcCredentialRepository onPrimary = repository(primary);
		JdbcCredentialRepository onStandby = repository(standby);
		CredentialTables.store(primary, CredentialTables.SEALER).store(PATH, RECORD);
		CredentialTables.store(primary, CredentialTables.SEALER).store(PATH, RECORD);
		CredentialOrder order = version(onPrimary).order();
		assertThat(order.epoch()).endsWith(":00000001");
		Awaitility.await().until(() -> version(onStandby) != null && "2".equals(version(onStandby).version()));
		CredentialOrder lagging = version(onStandby).order();
		assertThat(lagging).isEqualTo(new CredentialOrder("", order.sequence()));
		assertThat(onStandby.find(PATH).order()).isEqualTo(lagging);
		assertThat(lagging.isComparableTo(order)).isTrue();
		assertState(standby, State.STANDBY);
		assertThat(output).containsOnlyOnce("the database is a standby, which has no notifications");
		new JdbcTemplate(standby).queryForObject("select pg_promote()", Boolean.class);
		CredentialOrder promoted = version(onStandby).order();
		assertThat(promoted.epoch()).isEqualTo(order.epoch().replace(":00000001", ":00000002"));
		assertThat(promoted.isComparableTo(order)).isFalse();
		assertThat(onStandby.find(PATH).order()).isEqualTo(promoted);
		assertState(standby, State.LISTENING);
	}

	private static void assertState(DataSource dataSource, State state) {
		try (CredentialNotifications notifications = new NotificationLog(List.of()).start(dataSource, dataSource)) {
			NotificationLog.await(notifications, state);
		}
	}

	private static JdbcCredentialRepository repository(DataSource dataSource) {
		return new JdbcCredentialRepository(dataSource, null, CredentialTables.TIMEOUT);
	}

	private static CredentialVersion version(JdbcCredentialRepository repository) {
		return repository.versions(List.of(PATH)).get(PATH);
	}

	private static void makeTables(Path directory) throws IOException {
		try (EmbeddedPostgres postgres = start(directory)) {
			new ResourceDatabasePopulator(
					new ClassPathResource("io/github/sslcredentials/store/jdbc/schema-postgresql.sql"))
				.execute(postgres.getPostgresDatabase());
		}
	}

	private static EmbeddedPostgres start(Path directory) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(directory)
			.setCleanDataDirectory(false)
			.setServerConfig("wal_level", "replica")
			.setServerConfig("max_wal_senders", "4")
			.setServerConfig("hot_standby", "on")
			.start();
	}

	private static EmbeddedPostgres follow(Path directory, EmbeddedPostgres primary) throws IOException {
		Files.createFile(directory.resolve("standby.signal"));
		Files.writeString(directory.resolve("postgresql.auto.conf"),
				"primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary.getPort()),
				StandardOpenOption.APPEND);
		return start(directory);
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			files.forEach((file) -> {
				try {
					Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

}
