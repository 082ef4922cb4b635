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

package io.github.sslcredentials.store.jpa;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.CredentialSealer;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application's own entity whose texts are sealed.
 */
@Timeout(120)
class SealedEntityTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final String BROKEN = "its content does not open with the key 'k1': it was changed, it belongs to another path or version, or the key is another one of that id";

	private static final String NO_ENVELOPE = "a text begins with 'sealed:', but is cut off or no sealed text";

	private static ConfigurableApplicationContext application;

	private static MutualTlsPartner partner;

	private static CredentialSealer sealer;

	private static int paths;

	private final IssuedCredential issued = CA.issueClient("asalieri");

	private final int id = ++paths;

	private final CredentialPath path = path("asalieri" + this.id, this.id);

	@BeforeAll
	static void start(@TempDir Path folder) {
		partner = MutualTlsPartner.start(CA);
		application = EmployeeApplication.start("ssl.hosts=localhost", "ssl.encryption.keys.k1=" + key(),
				"ssl.ca-certificates=" + EmployeeApplication.location(CA, folder));
		sealer = application.getBean(CredentialSealer.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		partner.close();
	}

	@BeforeEach
	void reset() {
		partner.reset();
	}

	@Test
	void handshakeWhenKeyIsSealedShowsIdentity() {
		store(sealed(this.path, this.issued.privateKeyPem()), this.issued.certificateChainPem());
		assertShown();
	}

	@Test
	void handshakeWhenAllIsSealedShowsIdentity() {
		store(sealed(this.path, this.issued.privateKeyPem()), sealed(this.path, this.issued.certificateChainPem()));
		assertShown();
		assertThat(application.getBean(JdbcTemplate.class)
			.queryForObject("select concat(key_str, cert) from address where id = ?", String.class, this.id))
			.startsWith("sealed:2:k1:")
			.doesNotContain("-----");
	}

	@Test
	void handshakeWhenNothingIsSealedShowsIdentity() {
		store(this.issued.privateKeyPem(), this.issued.certificateChainPem());
		assertShown();
	}

	@Test
	void keyWhenOfAnotherRowIsRefused() {
		CredentialPath other = path("wamozart" + this.id, this.id + 1000);
		store(sealed(other, this.issued.privateKeyPem()), this.issued.certificateChainPem());
		assertRefused(BROKEN);
	}

	@Test
	void chainWhenOfAnotherRowIsRefused() {
		CredentialPath other = path("wamozart" + this.id, this.id + 1000);
		store(sealed(this.path, this.issued.privateKeyPem()), sealed(other, this.issued.certificateChainPem()));
		assertRefused(BROKEN);
	}

	@Test
	void keyWhenReadWithoutItsParentIsRefused() {
		store(sealed(this.path, this.issued.privateKeyPem()), this.issued.certificateChainPem());
		CredentialPath withoutParent = CredentialPath.of("Address", this.id);
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> application.getBean(SslCredentials.class).get(withoutParent))
			.withMessageEndingWith(BROKEN);
	}

	@Test
	void keyWhenCutOffIsRefused() {
		String sealed = sealed(this.path, this.issued.privateKeyPem());
		for (int length : new int[] { 7, 8, 11, 12, 16, sealed.length() / 2, sealed.length() - 1 }) {
			store(sealed.substring(0, length), this.issued.certificateChainPem());
			assertRefused();
		}
	}

	@Test
	void keyWhenAnyCharacterIsChangedIsRefused() {
		String sealed = sealed(this.path, this.issued.privateKeyPem());
		for (int i = 7; i < sealed.length() - 1; i += 11) {
			char other = (sealed.charAt(i) != 'A') ? 'A' : 'B';
			store(sealed.substring(0, i) + other + sealed.substring(i + 1), this.issued.certificateChainPem());
			assertRefused();
		}
	}

	@Test
	void keyWhenInFormatOfTableIsRefused() {
		byte[] pem = this.issued.privateKeyPem().getBytes();
		CredentialEnvelope table = application.getBean(ContentSealer.class)
			.seal(CredentialEnvelope.SEALED, pem, this.path, "");
		for (CredentialEnvelope envelope : List.of(table, CredentialEnvelope.of(CredentialEnvelope.PLAIN, "", pem))) {
			store(envelope.toText(), this.issued.certificateChainPem());
			assertRefused(NO_ENVELOPE);
		}
		store(CredentialEnvelope.of(CredentialEnvelope.SEALED_TEXT, "k1", table.content()).toText(),
				this.issued.certificateChainPem());
		assertRefused(BROKEN);
	}

	@Test
	void keyWhenUnderUnknownKeyIsRefused() {
		store(sealed(this.path, this.issued.privateKeyPem()).replace(":k1:", ":k7:"),
				this.issued.certificateChainPem());
		assertRefused(
				"its content is sealed under the key 'k7', which is not known (known: 'k1'); set 'ssl.encryption.keys.k7'");
	}

	private void assertShown() {
		application.getBean(SslClients.class)
			.restClient(this.path)
			.get()
			.uri(partner.uri("/"))
			.retrieve()
			.toBodilessEntity();
		assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
	}

	private void assertRefused(String problem) {
		InvalidCredentialException thrown = assertRefused();
		assertThat(thrown).hasMessage("Credential '%s', version %s, cannot be used: %s", this.path, thrown.version(),
				problem);
	}

	/**
	 * Refused, before a connection is opened, and with nothing of the text.
	 */
	private InvalidCredentialException assertRefused() {
		InvalidCredentialException[] thrown = new InvalidCredentialException[1];
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> application.getBean(SslClients.class).restClient(this.path))
			.satisfies((ex) -> assertThat(ex.reason()).isIn(Reason.BROKEN_SEAL, Reason.UNKNOWN_ENCRYPTION_KEY))
			.satisfies((ex) -> thrown[0] = ex);
		assertThat(partner.connections()).isEmpty();
		return thrown[0];
	}

	private void store(String privateKey, String chain) {
		EmployeeApplication.store(application, "asalieri" + this.id, this.id, CredentialRecord.pem(privateKey, chain));
	}

	private static CredentialPath path(String employee, int id) {
		return CredentialPath.of("Employee", employee, "Address", id);
	}

	private static String sealed(CredentialPath path, String text) {
		return sealer.seal(path, text.toCharArray());
	}

	private static String key() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
