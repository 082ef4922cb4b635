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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate authority in memory, for tests and demonstrations. Its key is made anew
 * each time and is never written anywhere, so that nobody can be led to trust it.
 * <p>
 * Instances are immutable and may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class DevelopmentCa {

	private static final String LOCALHOST = "localhost";

	private static final Duration PAST = Duration.ofDays(365);

	private static final Duration FUTURE = Duration.ofDays(3650);

	private final IssuedCredential credential;

	private final List<X509Certificate> intermediates;

	private DevelopmentCa(IssuedCredential credential, List<X509Certificate> intermediates) {
		this.credential = credential;
		this.intermediates = intermediates;
	}

	/**
	 * Create a root authority named {@code Development CA}.
	 * @return the authority
	 */
	public static DevelopmentCa create() {
		return create("Development CA");
	}

	/**
	 * Create a root authority of the given name.
	 * @param commonName the common name of its subject
	 * @return the authority
	 */
	public static DevelopmentCa create(String commonName) {
		return new DevelopmentCa(asAuthority(new CertificateBuilder(null, List.of()), commonName), List.of());
	}

	/**
	 * Create an authority under this one. Its certificate is part of the chain of what it
	 * issues.
	 * @param commonName the common name of its subject
	 * @return the intermediate authority
	 */
	public DevelopmentCa intermediate(String commonName) {
		IssuedCredential intermediate = asAuthority(issue(), commonName);
		return new DevelopmentCa(intermediate, intermediate.certificateChain());
	}

	/**
	 * Return the certificate of this authority: the trust anchor of those who trust it.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.credential.certificate();
	}

	/**
	 * Return the certificate of this authority as PEM.
	 * @return the text form (RFC 7468)
	 */
	public String certificatePem() {
		return Pem.of(certificate());
	}

	/**
	 * Start a certificate that this authority issues.
	 * @return a builder, by default of a certificate for TLS clients and servers
	 */
	public CertificateBuilder issue() {
		return new CertificateBuilder(this.credential, this.intermediates);
	}

	/**
	 * Issue a credential for a TLS client.
	 * @param commonName the common name of its subject
	 * @return the credential
	 */
	public IssuedCredential issueClient(String commonName) {
		return issue().commonName(commonName).client().build();
	}

	/**
	 * Issue a credential for a TLS server.
	 * @param dnsName the host name; {@code localhost} is given the loopback addresses
	 * {@code 127.0.0.1} and {@code ::1} as well
	 * @param furtherDnsNames further host names
	 * @return the credential
	 */
	public IssuedCredential issueServer(String dnsName, String... furtherDnsNames) {
		CertificateBuilder certificate = issue().commonName(dnsName).server();
		certificate.dnsNames(Stream.concat(Stream.of(dnsName), Stream.of(furtherDnsNames)).toArray(String[]::new));
		return (LOCALHOST.equals(dnsName) ? certificate.ipAddresses("127.0.0.1", "::1") : certificate).build();
	}

	/**
	 * Return the subject.
	 */
	@Override
	public String toString() {
		return "DevelopmentCa[subject=%s]".formatted(certificate().getSubjectX500Principal().getName());
	}

	private static IssuedCredential asAuthority(CertificateBuilder certificate, String commonName) {
		Instant now = Instant.now();
		return certificate.commonName(commonName).authority().validity(now.minus(PAST), now.plus(FUTURE)).build();
	}

}
