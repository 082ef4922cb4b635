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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.CredentialRevokedEvent;
import io.github.sslcredentials.CredentialRotatedEvent;
import io.github.sslcredentials.CredentialRotationFailedEvent;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.database.TestDatabase.Database;
import io.github.sslcredentials.docs.rotation.Renewals;
import io.github.sslcredentials.docs.rotation.RotationLog;
import io.github.sslcredentials.rotation.CredentialRefresh;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What changes in the shipped table is taken up by each instance that uses it.
 */
@Timeout(120)
class TableRotationTests {

	private static final String RETIRE = "update ssl_credential set state = 'retired' where version = %d";

	private static final String ACTIVATE = "update ssl_credential set state = 'active' where version = %d";

	private static final String NEVER = "ssl.refresh.interval=0s";

	private static final String OFTEN = "ssl.refresh.interval=100ms";

	@RegisterExtension
	private final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	private final List<Object> events = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@EnumSource
	void callWhenOtherInstanceHasStoredPresentsTheNewVersionFromThenOn(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			call(instance);
			TableApplication.store(other, "renewed");
			until(CredentialRotatedEvent.class);
			call(instance);
			call(instance);
			assertThat(seen()).containsExactly("CN=asalieri", "CN=renewed", "CN=renewed");
			until(CredentialRetiredEvent.class);
			assertThat(this.events).last()
				.isInstanceOfSatisfying(CredentialRetiredEvent.class,
						(event) -> assertThat(event.version()).isEqualTo("1"));
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "POSTGRES_EMBEDDED", "POSTGRES_CONTAINER" })
	void callWhenNotifiedPresentsTheNewVersionWithoutAskingFromTimeToTime(TestDatabase kind) {
		run(kind, NEVER, (instance, other) -> {
			call(instance);
			TableApplication.store(other, "renewed");
			until(CredentialRotatedEvent.class);
			call(instance);
			assertThat(seen()).endsWith("CN=renewed");
		});
	}

	@Test
	void callAfterStoringInTheSameInstancePresentsTheNewVersionAtOnce() {
		run(TestDatabase.H2, NEVER, (instance, other) -> {
			call(instance);
			TableApplication.store(instance, "renewed");
			call(instance);
			assertThat(seen()).containsExactly("CN=asalieri", "CN=renewed");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void callAfterRollBackByHandPresentsTheVersionBefore(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			TableApplication.store(other, "renewed");
			call(instance);
			sql(other, RETIRE.formatted(2), ACTIVATE.formatted(1));
			until(CredentialRotatedEvent.class);
			call(instance);
			assertThat(seen()).containsExactly("CN=renewed", "CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void callAfterRevocationIsRefusedUntilThereIsAnotherVersion(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			call(instance);
			other.getBean(CredentialStore.class).revoke(TableApplication.ASALIERI, "1");
			until(CredentialRevokedEvent.class);
			assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> call(instance))
				.withMessage(
						"Credential 'Employee/asalieri/Address/1', version 1, cannot be used: it was revoked, and no other version is in force; store a new one");
			assertThatExceptionOfType(InvalidCredentialException.class)
				.isThrownBy(() -> instance.getBean(SslCredentials.class).get(TableApplication.ASALIERI));
			TableApplication.store(other, "renewed");
			until(CredentialRotatedEvent.class);
			call(instance);
			assertThat(seen()).containsExactly("CN=asalieri", "CN=renewed");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void callAfterDeletionIsRefused(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			call(instance);
			assertThat(other.getBean(CredentialStore.class).delete(TableApplication.ASALIERI)).isTrue();
			until(CredentialRevokedEvent.class);
			assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> call(instance));
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void callAfterTableWasEmptiedGoesOn(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			call(instance);
			sql(other, "truncate table ssl_credential");
			until(CredentialRotationFailedEvent.class);
			call(instance);
			assertThat(instance.getBean(CredentialRefresh.class).status().failure())
				.hasMessageContaining("are not in the store, which would know if they had been deleted");
			assertThat(has(CredentialRevokedEvent.class)).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "H2", "POSTGRES_EMBEDDED" })
	void callAfterRowWasTamperedWithGoesOnWithTheLastGoodVersion(TestDatabase kind) {
		run(kind, OFTEN, (instance, other) -> {
			call(instance);
			StoredCredential stored = other.getBean(CredentialStore.class)
				.store(TableApplication.ASALIERI, InMemoryApplication.CA.issueClient("renewed").record());
			until(CredentialRotatedEvent.class);
			sql(other,
					"update ssl_credential set fingerprint = 'other', content = (select content from ssl_credential where version = 1), state = 'retired' where version = "
							+ stored.version(),
					ACTIVATE.formatted(2));
			until(CredentialRotationFailedEvent.class);
			call(instance);
			assertThat(seen()).containsExactly("CN=asalieri", "CN=renewed");
		});
	}

	@Test
	void codeOfManualTakesChangesUpAndSaysSo() {
		run(TestDatabase.H2, NEVER, (instance, other) -> {
			call(instance);
			TableApplication.store(other, "renewed");
			instance.getBean(Renewals.class).takeUpNow(TableApplication.ASALIERI);
			call(instance);
			TableApplication.store(other, "renewed again");
			instance.getBean(Renewals.class).takeUpSoon(TableApplication.ASALIERI);
			RotationLog log = instance.getBean(RotationLog.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(log.lines()).contains("Employee/asalieri/Address/1 is in version 2",
						"no connection of 'ssl' shows version 1 any more",
						"Employee/asalieri/Address/1 is in version 3",
						"no connection of 'ssl' shows version 2 any more"));
			call(instance);
			assertThat(seen()).containsExactly("CN=asalieri", "CN=renewed", "CN=renewed again");
		});
	}

	private void run(TestDatabase kind, String refresh, Instances test) {
		Database database = kind.create();
		ApplicationContextRunner runner = TableApplication.runner(database)
			.withPropertyValues("ssl.store.initialize-schema=always");
		runner.withPropertyValues(refresh)
			.withUserConfiguration(Renewals.class, RotationLog.class)
			.withBean("recorder", Recorder.class, () -> new Recorder(this.events))
			.run((instance) -> runner.withPropertyValues(NEVER, "ssl.refresh.notify=off").run((other) -> {
				TableApplication.store(other, "asalieri");
				test.run(instance, other);
			}));
	}

	private void call(AssertableApplicationContext instance) {
		instance.getBean(RestClient.class).get().uri(this.partner.uri("/")).retrieve().toBodilessEntity();
	}

	private List<String> seen() {
		return this.partner.requests().stream().map(PartnerRequest::seenAs).toList();
	}

	private static void sql(AssertableApplicationContext instance, String... statements) {
		JdbcTemplate template = new JdbcTemplate(instance.getBean(DataSource.class));
		for (String statement : statements) {
			template.execute(statement);
		}
	}

	private boolean has(Class<?> event) {
		return this.events.stream().anyMatch(event::isInstance);
	}

	private void until(Class<?> event) {
		Awaitility.await().until(() -> has(event));
	}

	private interface Instances {

		void run(AssertableApplicationContext instance, AssertableApplicationContext other);

	}

	private record Recorder(List<Object> events) implements ApplicationListener<PayloadApplicationEvent<?>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<?> event) {
			this.events.add(event.getPayload());
		}

	}

}
