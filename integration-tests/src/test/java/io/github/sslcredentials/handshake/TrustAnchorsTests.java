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

package io.github.sslcredentials.handshake;

import java.security.cert.X509Certificate;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is trusted: what is named, and nothing else.
 */
class TrustAnchorsTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final DevelopmentCa STORED_CA = DevelopmentCa.create("Stored CA");

	private static final IssuedCredential ISSUED = CA.issueClient("asalieri");

	private static final List<X509Certificate> SYSTEM = List
		.of(new TrustAnchors(true, false, List.of()).trustManager(credential()).getAcceptedIssuers());

	@Test
	void createWhenThereIsNothingToTrustThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TrustAnchors(false, false, List.of()))
			.withMessage("There must be something to trust");
	}

	@Test
	void certificatesAloneAreTrustedAlone() {
		assertThat(accepted(new TrustAnchors(false, false, List.of(CA.certificate())), credential()))
			.containsExactly(CA.certificate());
	}

	@Test
	void certificatesOfCredentialWithoutRecordAreNotTrusted() {
		TrustAnchors anchors = new TrustAnchors(false, false, List.of(CA.certificate()));
		assertThat(accepted(anchors, credential(STORED_CA.certificate()))).containsExactly(CA.certificate());
		assertThat(accepted(new TrustAnchors(true, false, List.of()), credential(STORED_CA.certificate())))
			.doesNotContain(STORED_CA.certificate());
	}

	@Test
	void systemAndCertificatesAreBothTrusted() {
		assertThat(accepted(new TrustAnchors(true, false, List.of(CA.certificate())), credential()))
			.contains(CA.certificate())
			.containsAll(SYSTEM)
			.hasSize(SYSTEM.size() + 1);
	}

	@Test
	void recordTrustsWhatIsStoredWithCredentialOnly() {
		TrustAnchors anchors = new TrustAnchors(false, true, List.of());
		assertThat(accepted(anchors, credential(STORED_CA.certificate()))).containsExactly(STORED_CA.certificate());
		assertThat(accepted(anchors, credential(CA.certificate()))).containsExactly(CA.certificate());
	}

	@Test
	void recordAndCertificatesAreBothTrusted() {
		TrustAnchors anchors = new TrustAnchors(false, true, List.of(CA.certificate()));
		assertThat(accepted(anchors, credential(STORED_CA.certificate()))).containsExactlyInAnyOrder(CA.certificate(),
				STORED_CA.certificate());
	}

	@Test
	void recordWhenCredentialHasNoneIsRefusedRatherThanWidened() {
		TrustAnchors anchors = new TrustAnchors(true, true, List.of(CA.certificate()));
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> anchors.trustManager(credential()))
			.withMessageContaining(
					"'ca-certificates' has 'record', but no trust anchors are stored with the credential")
			.extracting(InvalidCredentialException::reason)
			.isEqualTo(Reason.NO_TRUST_ANCHORS);
	}

	@Test
	void trustManagerIsSharedUnlessItDependsOnCredential() {
		TrustAnchors anchors = new TrustAnchors(false, false, List.of(CA.certificate()));
		assertThat(anchors.trustManager(credential())).isSameAs(anchors.trustManager(credential()));
	}

	private static List<X509Certificate> accepted(TrustAnchors anchors, Credential credential) {
		return List.of(anchors.trustManager(credential).getAcceptedIssuers());
	}

	private static Credential credential(X509Certificate... trustAnchors) {
		return new Credential(CredentialPath.of("Client", 1), "1", ISSUED.privateKey(), ISSUED.certificateChain(),
				List.of(trustAnchors));
	}

}
