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

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import javax.security.auth.x500.X500Principal;

import io.github.sslcredentials.HandshakeReport.PeerCertificate;
import io.github.sslcredentials.HandshakeReport.Problem;
import io.github.sslcredentials.HostnameMismatchException;

/**
 * Finds out why the chain of a peer was refused.
 */
final class PeerChain {

	private final List<X509Certificate> chain;

	private final List<X500Principal> trusted;

	PeerChain(X509Certificate[] chain, X509Certificate[] trusted) {
		this.chain = List.of(chain);
		this.trusted = Arrays.stream(trusted).map(X509Certificate::getSubjectX500Principal).toList();
	}

	Problem problem(CertificateException refusal) {
		Throwable root = root(refusal);
		String reason = String.valueOf(root.getMessage());
		if (refusal instanceof HostnameMismatchException) {
			return HandshakeProblem.WRONG_NAME.with(String.valueOf(refusal.getMessage()));
		}
		if (root instanceof CertificateExpiredException) {
			return HandshakeProblem.EXPIRED
				.with(subject((certificate) -> Instant.now().isAfter(certificate.getNotAfter().toInstant())));
		}
		if (root instanceof CertificateNotYetValidException) {
			return HandshakeProblem.NOT_YET_VALID
				.with(subject((certificate) -> Instant.now().isBefore(certificate.getNotBefore().toInstant())));
		}
		if (reason.contains("key usage") || reason.contains("KeyUsage")) {
			return HandshakeProblem.WRONG_USAGE.with(reason);
		}
		if (isTooWeak(refusal)) {
			return HandshakeProblem.WEAK_ALGORITHM.with(reason);
		}
		return isPath(refusal) ? path(reason) : HandshakeProblem.UNVERIFIED.with(reason);
	}

	private Problem path(String reason) {
		X509Certificate last = last();
		X500Principal issuer = last.getIssuerX500Principal();
		if (this.trusted.contains(issuer)) {
			return HandshakeProblem.BROKEN_CHAIN.with(PeerCertificate.of(last).issuer(), reason);
		}
		if (!last.equals(this.chain.get(0))) {
			return HandshakeProblem.UNKNOWN_AUTHORITY.with(PeerCertificate.of(last).issuer());
		}
		return isSelfIssued(last) ? HandshakeProblem.SELF_SIGNED.with()
				: HandshakeProblem.MISSING_INTERMEDIATE.with(PeerCertificate.of(last).issuer());
	}

	/** The certificate up to which issuers are presented, in whatever order. */
	private X509Certificate last() {
		X509Certificate last = this.chain.get(0);
		for (int i = 1; i < this.chain.size(); i++) {
			X500Principal issuer = last.getIssuerX500Principal();
			X509Certificate next = isSelfIssued(last) ? last
					: this.chain.stream()
						.filter((certificate) -> certificate.getSubjectX500Principal().equals(issuer))
						.findFirst()
						.orElse(last);
			last = next;
		}
		return last;
	}

	private String subject(Predicate<X509Certificate> wrong) {
		return PeerCertificate.of(this.chain.stream().filter(wrong).findFirst().orElse(this.chain.get(0))).subject();
	}

	private static boolean isSelfIssued(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
	}

	private static boolean isTooWeak(Throwable refusal) {
		for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertPathValidatorException invalid
					&& invalid.getReason() == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
				return true;
			}
		}
		return String.valueOf(refusal.getMessage()).contains("lgorithm constraints");
	}

	/** The Java platform's own class for it is not open to others. */
	private static boolean isPath(Throwable refusal) {
		return String.valueOf(refusal.getMessage()).startsWith("PKIX path")
				|| String.valueOf(refusal.getMessage()).contains("No trusted certificate");
	}

	private static Throwable root(Throwable ex) {
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
