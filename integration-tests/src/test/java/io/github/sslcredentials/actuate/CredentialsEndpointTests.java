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

package io.github.sslcredentials.actuate;

import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.failure.Secrets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the endpoint {@code sslcredentials}, by HTTP.
 */
@Timeout(120)
class CredentialsEndpointTests {

	private static final CredentialPath ASALIERI = OperatedApplication.ASALIERI;

	private static final CredentialPath WAMOZART = OperatedApplication.WAMOZART;

	private final CredentialRecord record = InMemoryApplication.CA.issueClient("asalieri").record();

	private final OperatedApplication application = new OperatedApplication();

	@BeforeEach
	void store() {
		this.application.store.put(ASALIERI, this.record);
		this.application.store.put(WAMOZART, InMemoryApplication.CA.issueClient("wamozart").record());
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void listWhenNothingIsLoadedIsEmpty() {
		JsonNode list = this.application.json("sslcredentials");
		assertThat(list.at("/summary/credentials").asInt()).isZero();
		assertThat(list.get("credentials").isEmpty()).isTrue();
		assertThat(this.application.store.queries()).isZero();
	}

	@Test
	void listShowsWhatIsLoadedInOrderOfPathsAndAsksNothing() {
		this.application.load(WAMOZART, ASALIERI);
		int queries = this.application.store.queries();
		JsonNode list = this.application.json("sslcredentials");
		assertThat(list.at("/summary/credentials").asInt()).isEqualTo(2);
		assertThat(paths(list)).containsExactly(ASALIERI.toString(), WAMOZART.toString());
		Credential credential = this.application.context.getBean(SslCredentials.class).get(ASALIERI);
		JsonNode first = list.at("/credentials/0");
		assertThat(first.get("version").asString()).isEqualTo(this.record.version());
		assertThat(first.get("fingerprint").asString()).isEqualTo(credential.fingerprint());
		assertThat(first.get("notBefore").asString()).isEqualTo(credential.notBefore().toString());
		assertThat(first.get("notAfter").asString()).isEqualTo(credential.notAfter().toString());
		assertThat(first.get("state").asString()).isEqualTo("in force");
		assertThat(first.get("oldVersionsInUse").asInt()).isZero();
		assertThat(first.has("lastError")).isFalse();
		assertThat(this.application.store.queries()).isEqualTo(queries);
	}

	@Test
	void listGoesOnAfterPage() {
		this.application.load(WAMOZART, ASALIERI);
		JsonNode first = this.application.json("sslcredentials?limit=1");
		assertThat(paths(first)).containsExactly(ASALIERI.toString());
		JsonNode second = this.application.json("sslcredentials?limit=1&after=" + first.get("next").asString());
		assertThat(paths(second)).containsExactly(WAMOZART.toString());
		assertThat(second.has("next")).isFalse();
	}

	@Test
	void listWhenLimitIsOutOfBoundsIsRefused() {
		assertThat(this.application.get("sslcredentials?limit=500").statusCode()).isEqualTo(200);
		assertThat(this.application.get("sslcredentials?limit=501").statusCode()).isEqualTo(400);
		assertThat(this.application.get("sslcredentials?limit=0").statusCode()).isEqualTo(400);
	}

	@Test
	void oneWhenLoadedIsShown() {
		this.application.load(ASALIERI);
		JsonNode one = this.application.json("sslcredentials/" + ASALIERI);
		assertThat(one.get("path").asString()).isEqualTo(ASALIERI.toString());
		assertThat(one.get("version").asString()).isEqualTo(this.record.version());
	}

	@Test
	void oneWhenNotLoadedIsNotFoundAndAsksNothing() {
		assertThat(this.application.get("sslcredentials/" + ASALIERI).statusCode()).isEqualTo(404);
		assertThat(this.application.get("sslcredentials/Employee").statusCode()).isEqualTo(400);
		assertThat(this.application.store.queries()).isZero();
	}

	@Test
	void oneWhenChangeIsBrokenShowsWhy() {
		this.application.load(ASALIERI);
		this.application.store.put(ASALIERI, CredentialRecord.pem("no key", "no certificate"));
		assertThatException().isThrownBy(() -> this.application.refresh().refresh(ASALIERI));
		JsonNode one = this.application.json("sslcredentials/" + ASALIERI);
		assertThat(one.get("state").asString()).isEqualTo("in force");
		assertThat(one.get("version").asString()).isEqualTo(this.record.version());
		assertThat(one.get("lastError").asString()).contains(ASALIERI.toString());
		assertThat(this.application.json("sslcredentials").at("/summary/failedCredentials").asInt()).isOne();
	}

	@Test
	void oneWhenRevokedShowsState() {
		this.application.load(ASALIERI);
		this.application.store.revoke(ASALIERI);
		this.application.refresh().refresh(ASALIERI);
		JsonNode one = this.application.json("sslcredentials/" + ASALIERI);
		assertThat(one.get("state").asString()).isEqualTo("revoked");
		assertThat(one.get("lastError").asString()).contains("it was revoked");
	}

	@Test
	void summaryTellsHowStoreAnswers() {
		this.application.load(ASALIERI);
		assertThat(this.application.json("sslcredentials").get("summary").has("secondsSinceAnswer")).isFalse();
		this.application.refresh().refresh();
		Awaitility.await()
			.until(() -> this.application.json("sslcredentials").get("summary").has("secondsSinceAnswer"));
		this.application.store.down(true);
		this.application.refresh().refresh();
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.application.json("sslcredentials").at("/summary/storeFailure").asString())
						.contains("credentials"));
		assertThat(this.application.json("sslcredentials").get("summary").has("secondsFailing")).isTrue();
	}

	@Test
	void endpointHasNoSecret() {
		this.application.load(ASALIERI);
		this.application.store.put(ASALIERI, broken());
		assertThatException().isThrownBy(() -> this.application.refresh().refresh(ASALIERI));
		String all = this.application.get("sslcredentials").body()
				+ this.application.get("sslcredentials/" + ASALIERI).body() + this.application.get("health").body();
		Secrets secrets = new Secrets();
		secrets.add(this.record);
		assertThat(all).contains("lastError").doesNotContain("BEGIN");
		assertThat(secrets.in(all)).isEmpty();
		assertThat(secrets.in(all + new String(this.record.privateKeyPem()))).isNotEmpty();
	}

	/** The key is that of the record; the certificate is another one's. */
	private CredentialRecord broken() {
		return CredentialRecord.pem(new String(this.record.privateKeyPem()),
				InMemoryApplication.CA.issueClient("other").record().certificateChainPem());
	}

	private static List<String> paths(JsonNode list) {
		return list.get("credentials").valueStream().map((one) -> one.get("path").asString()).toList();
	}

}
