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

package io.github.sslcredentials.loading;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;

/**
 * A credential made in memory, as a store holds it.
 *
 * @author SSL Credentials contributors
 */
final class StoredCredential {

	static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	static final X509Bundle BUNDLE = bundle();

	static final CredentialRecord RECORD = CredentialRecord
		.pem(BUNDLE.getPrivateKeyPEM(), BUNDLE.getCertificatePathPEM())
		.withVersion("7");

	private StoredCredential() {
	}

	private static X509Bundle bundle() {
		try {
			X509Bundle root = new CertificateBuilder().algorithm(Algorithm.ecp256)
				.subject("CN=root")
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
			return new CertificateBuilder().algorithm(Algorithm.ecp256).subject("CN=asalieri").buildIssuedBy(root);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Certificate could not be made", ex);
		}
	}

}
