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

package io.github.sslcredentials.format;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Puts certificates in the order in which they are sent: the end entity's, which is the
 * private key's, and after each one that of its issuer, without the root. Every link is
 * verified by its signature.
 *
 * @author SSL Credentials contributors
 */
final class CertificateChain {

	/**
	 * The largest number of certificates: more than JSSE takes from a peer.
	 */
	static final int MAX_CERTIFICATES = 20;

	private final List<X509Certificate> chain = new ArrayList<>();

	private final List<X509Certificate> remaining;

	private CertificateChain(List<X509Certificate> certificates) {
		this.remaining = new ArrayList<>(certificates);
	}

	/**
	 * Return the chain of the certificate that belongs to the given private key.
	 */
	static List<X509Certificate> of(PrivateKey privateKey, List<X509Certificate> certificates)
			throws InvalidContentException {
		List<X509Certificate> distinct = certificates.stream().distinct().toList();
		if (distinct.size() > MAX_CERTIFICATES) {
			throw broken("there are %d certificates, more than %d".formatted(distinct.size(), MAX_CERTIFICATES));
		}
		return new CertificateChain(distinct).startingWith(endEntity(privateKey, distinct));
	}

	/**
	 * Return the certificate that names none of the others as issued by it, or else the
	 * first.
	 */
	static X509Certificate likelyEndEntity(List<X509Certificate> certificates) {
		return certificates.stream()
			.filter((candidate) -> certificates.stream()
				.noneMatch((other) -> !other.equals(candidate) && hasNameOfIssuer(candidate, other)))
			.findFirst()
			.orElse(certificates.get(0));
	}

	private static X509Certificate endEntity(PrivateKey privateKey, List<X509Certificate> certificates)
			throws InvalidContentException {
		KeyPairCheck check = new KeyPairCheck(privateKey, KeyAlgorithm.of(privateKey));
		List<X509Certificate> matching = certificates.stream()
			.filter((certificate) -> check.belongs(certificate.getPublicKey()))
			.toList();
		if (matching.isEmpty()) {
			throw mismatch(privateKey, likelyEndEntity(certificates));
		}
		if (matching.size() > 1) {
			throw broken(
					"there are several certificates for the private key, keep one of those with the fingerprints %s"
						.formatted(String.join(", ", matching.stream().map(CertificateChain::fingerprint).toList())));
		}
		return matching.get(0);
	}

	private List<X509Certificate> startingWith(X509Certificate endEntity) throws InvalidContentException {
		X509Certificate last = endEntity;
		while (last != null) {
			this.remaining.remove(last);
			this.chain.add(last);
			last = isSelfSigned(last) ? null : issuerOf(last);
		}
		this.remaining.removeIf(this::isRootOfChain);
		if (!this.remaining.isEmpty()) {
			throw gap(this.chain.get(this.chain.size() - 1), this.remaining.get(0));
		}
		if (this.chain.size() > 1 && isSelfSigned(this.chain.get(this.chain.size() - 1))) {
			this.chain.remove(this.chain.size() - 1);
		}
		return List.copyOf(this.chain);
	}

	/**
	 * Return the issuer of the given certificate, not the self-signed one where there is
	 * one signed by another authority too: the chain shall reach as far as it can.
	 */
	private @Nullable X509Certificate issuerOf(X509Certificate certificate) {
		X509Certificate root = null;
		for (X509Certificate candidate : this.remaining) {
			if (isIssuer(candidate, certificate)) {
				if (!isSelfSigned(candidate)) {
					return candidate;
				}
				root = candidate;
			}
		}
		return root;
	}

	private boolean isRootOfChain(X509Certificate root) {
		return isSelfSigned(root) && this.chain.stream().anyMatch((issued) -> isIssuer(root, issued));
	}

	private static boolean isSelfSigned(X509Certificate certificate) {
		return isIssuer(certificate, certificate);
	}

	private static boolean isIssuer(X509Certificate issuer, X509Certificate certificate) {
		return hasNameOfIssuer(issuer, certificate) && isSignedBy(certificate, issuer.getPublicKey());
	}

	private static boolean hasNameOfIssuer(X509Certificate issuer, X509Certificate certificate) {
		return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
	}

	private static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
		if (KeyAlgorithm.of(key) == null) {
			return false;
		}
		try {
			certificate.verify(key);
			return true;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	private static InvalidContentException mismatch(PrivateKey privateKey, X509Certificate certificate) {
		PublicKey publicKey = PublicHalf.of(privateKey);
		String own = (publicKey != null)
				? "the SHA-256 of its public key is '%s'".formatted(PublicHalf.fingerprint(publicKey))
				: "its public key is not known";
		return new InvalidContentException(Reason.KEY_MISMATCH,
				"the private key (%s) belongs to none of the certificates: %s, but that of the certificate %s with the fingerprint %s is '%s'"
					.formatted(KeyAlgorithm.of(privateKey).keyFactory(), own, CertificateName.of(certificate),
							fingerprint(certificate), PublicHalf.fingerprint(certificate.getPublicKey())));
	}

	private static InvalidContentException gap(X509Certificate last, X509Certificate unrelated) {
		String wanted = CertificateName.of(last.getIssuerX500Principal());
		String problem = "the certificate %s is not in the chain of the end-entity certificate, which ends with %s: "
			.formatted(CertificateName.of(unrelated), CertificateName.of(last));
		if (isSelfSigned(last)) {
			return broken(problem + "that is self-signed");
		}
		if (hasNameOfIssuer(unrelated, last)) {
			return broken(problem
					+ "that was issued by %s, but not signed with the key of this certificate".formatted(wanted));
		}
		return broken(problem + "the certificate of its issuer %s is missing".formatted(wanted));
	}

	private static InvalidContentException broken(String problem) {
		return new InvalidContentException(Reason.BROKEN_CHAIN, problem);
	}

	private static String fingerprint(X509Certificate certificate) {
		return "'" + Credential.fingerprint(certificate) + "'";
	}

}
