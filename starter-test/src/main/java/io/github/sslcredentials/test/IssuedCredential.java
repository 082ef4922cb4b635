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

package io.github.sslcredentials.test;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialRecord;

/**
 * A private key and its certificate chain, as a {@link DevelopmentCa} issued them.
 * <p>
 * Instances are immutable and may be shared between threads; {@link #toString()} prints
 * subject and fingerprint only.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class IssuedCredential {

	private final PrivateKey privateKey;

	private final List<X509Certificate> certificateChain;

	IssuedCredential(PrivateKey privateKey, List<X509Certificate> certificateChain) {
		this.privateKey = privateKey;
		this.certificateChain = List.copyOf(certificateChain);
	}

	/**
	 * Return the private key.
	 * @return the private key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Return the certificates as they are sent to the peer: the root is not among them.
	 * @return the certificates, that of the end entity first
	 */
	public List<X509Certificate> certificateChain() {
		return this.certificateChain;
	}

	/**
	 * Return the end-entity certificate.
	 * @return the first certificate of the chain
	 */
	public X509Certificate certificate() {
		return this.certificateChain.get(0);
	}

	/**
	 * Return the private key as PEM, unencrypted.
	 * @return the text form of the PKCS#8 structure (RFC 7468, section 10)
	 */
	public String privateKeyPem() {
		return Pem.of(this.privateKey);
	}

	/**
	 * Return the certificate chain as PEM.
	 * @return the text form of the certificates, that of the end entity first
	 */
	public String certificateChainPem() {
		return this.certificateChain.stream().map(Pem::of).collect(Collectors.joining());
	}

	/**
	 * Return what a store would hold for this credential.
	 * @return a record of the private key and the certificate chain, whose version is
	 * derived from them
	 */
	public CredentialRecord record() {
		return CredentialRecord.pem(privateKeyPem(), certificateChainPem());
	}

	/**
	 * Return subject and fingerprint.
	 */
	@Override
	public String toString() {
		return "IssuedCredential[subject=%s, fingerprint=%s]"
			.formatted(certificate().getSubjectX500Principal().getName(), Credential.fingerprint(certificate()));
	}

}
