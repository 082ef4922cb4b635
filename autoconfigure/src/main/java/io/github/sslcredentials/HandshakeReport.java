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

package io.github.sslcredentials;

import java.io.Serializable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one handshake: who called whom, with which credential, what the peer
 * presented and asked for, and, if it failed, why and what to do. Immutable and without
 * anything secret. What the peer has written is escaped and of bounded length.
 * {@link #toString()} is for people to read, in several lines.
 *
 * @param client the client, as its properties begin, such as {@code ssl.clients.bank}
 * @param path the path of the credential, or {@code null} if that of a named client could
 * not be asked for
 * @param identity the credential, or {@code null} if it cannot be used
 * @param peer the peer
 * @param connection what was offered and agreed on
 * @param request what the peer asked of us
 * @param problem why the peer was not talked to, or {@code null} if it was
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record HandshakeReport(String client, @Nullable CredentialPath path, @Nullable Identity identity, Peer peer,
		Connection connection, Request request, @Nullable Problem problem) implements Serializable {

	/**
	 * Return whether both sides have accepted each other, as far as can be seen.
	 * @return whether there is no problem
	 */
	public boolean accepted() {
		return this.problem == null;
	}

	/**
	 * Return the report as one line of several sentences.
	 * @return the line, without a full stop at its end
	 */
	public String summary() {
		return HandshakeReportText.line(this);
	}

	/**
	 * Return the report in several lines.
	 */
	@Override
	public String toString() {
		return HandshakeReportText.lines(this);
	}

	private static String escaped(String text) {
		return EscapedText.of(text, "'", 256);
	}

	private static List<String> allEscaped(List<String> texts) {
		return texts.stream().map(HandshakeReport::escaped).toList();
	}

	/**
	 * The credential that was to be shown.
	 *
	 * @param version its version
	 * @param fingerprint the SHA-256 of its certificate
	 * @param subject the subject of its certificate
	 * @param issuers the issuers of the certificates of its chain, the nearest first
	 * @param notAfter until when the chain is valid
	 */
	@SuppressWarnings("serial") // an immutable list of the JDK
	public record Identity(String version, String fingerprint, String subject, List<String> issuers,
			Instant notAfter) implements Serializable {

		public Identity {
			subject = escaped(subject);
			issuers = allEscaped(issuers);
		}

		/**
		 * Return what a credential shows of itself.
		 * @param credential the credential
		 * @return the identity
		 */
		public static Identity of(Credential credential) {
			return new Identity(credential.version(), credential.fingerprint(),
					credential.certificate().getSubjectX500Principal().getName(),
					credential.certificateChain()
						.stream()
						.map((certificate) -> certificate.getIssuerX500Principal().getName())
						.distinct()
						.toList(),
					credential.notAfter());
		}

	}

	/**
	 * The peer, and what it presented.
	 *
	 * @param host the name by which it was called, or {@code unknown}
	 * @param port its port, or -1 if it is not known
	 * @param certificates the chain that it presented, that of the end entity first;
	 * possibly none
	 * @param name the name that its certificate must be for, or {@code null} if that is
	 * not checked
	 * @param verified whether the chain was verified, and the name if it is checked
	 * @param trusted the authorities that it is verified against, or a word for them
	 */
	@SuppressWarnings("serial") // an immutable list of the JDK
	public record Peer(String host, int port, List<PeerCertificate> certificates, @Nullable String name,
			boolean verified, List<String> trusted) implements Serializable {

		public Peer {
			host = escaped(host);
			certificates = List.copyOf(certificates);
			name = (name != null) ? escaped(name) : null;
			trusted = allEscaped(trusted);
		}

	}

	/**
	 * A certificate of the peer.
	 *
	 * @param subject the subject
	 * @param issuer the issuer
	 * @param notBefore from when on it is valid
	 * @param notAfter until when it is valid
	 * @param names the names that it is for, such as {@code DNS:api.bank.example}
	 * @param fingerprint the SHA-256 of its DER encoding
	 */
	@SuppressWarnings("serial") // an immutable list of the JDK
	public record PeerCertificate(String subject, String issuer, Instant notBefore, Instant notAfter,
			List<String> names, String fingerprint) implements Serializable {

		public PeerCertificate {
			subject = escaped(subject);
			issuer = escaped(issuer);
			names = allEscaped(names);
		}

		/**
		 * Return what a certificate says.
		 * @param certificate the certificate
		 * @return what it says
		 */
		public static PeerCertificate of(X509Certificate certificate) {
			return new PeerCertificate(certificate.getSubjectX500Principal().getName(),
					certificate.getIssuerX500Principal().getName(), certificate.getNotBefore().toInstant(),
					certificate.getNotAfter().toInstant(), HandshakeReportText.names(certificate),
					Credential.fingerprint(certificate));
		}

	}

	/**
	 * What was offered, and what was agreed on.
	 *
	 * @param offeredProtocols the protocol versions that were offered
	 * @param offeredCiphers the cipher suites that were offered
	 * @param protocol the protocol version, or {@code null} if there was no agreement
	 * @param cipherSuite the cipher suite, or {@code null} if there was no agreement
	 */
	@SuppressWarnings("serial") // an immutable list of the JDK
	public record Connection(List<String> offeredProtocols, List<String> offeredCiphers, @Nullable String protocol,
			@Nullable String cipherSuite) implements Serializable {

		public Connection {
			offeredProtocols = List.copyOf(offeredProtocols);
			offeredCiphers = List.copyOf(offeredCiphers);
		}

	}

	/**
	 * What the peer asked of us.
	 *
	 * @param known whether the handshake came so far that the peer would have asked for a
	 * certificate if it wanted one
	 * @param asked whether it asked for a certificate in this handshake
	 * @param shown whether ours was shown, in this handshake or in the one that it
	 * resumes
	 * @param issuers the issuers that it named, possibly none
	 * @param keyTypes the types of keys that it takes
	 * @param fits whether ours is of one of the issuers, or there are none
	 */
	@SuppressWarnings("serial") // an immutable list of the JDK
	public record Request(boolean known, boolean asked, boolean shown, List<String> issuers, List<String> keyTypes,
			boolean fits) implements Serializable {

		public Request {
			issuers = allEscaped(issuers);
			keyTypes = allEscaped(keyTypes);
		}

	}

	/**
	 * Why the peer was not talked to.
	 *
	 * @param cause what is wrong
	 * @param action what to do
	 */
	public record Problem(String cause, String action) implements Serializable {

		public Problem {
			cause = EscapedText.of(cause, "", 2048);
			action = EscapedText.of(action, "", 1024);
		}

	}

}
